import type { Service } from '../contract/service';
import { Shape } from './shape';

export interface OperationModel {
  readonly name: string;
  readonly input: Shape;
  readonly output: Shape;
  /** method, URI template and status of the services that have routes */
  readonly http: readonly [method: string, uri: string, status: number] | undefined;
}

export interface ServiceModel {
  readonly operations: ReadonlyMap<string, OperationModel>;
  /** by their names in SDKs */
  readonly errors: ReadonlyMap<string, Shape>;
}

type Schema = Parameters<typeof Shape.of>[0];
type OperationSchema = readonly [9, string, string, number | { http?: [string, string, number] }, Schema, Schema];

const OPERATION = 9;
const ERROR = -3;
const models = new WeakMap<object, ServiceModel>();

/** The description of a service from the SDK client's module, read once for each module. */
export function modelOf(service: Service): ServiceModel {
  const known = models.get(service.schemas);
  if (known) return known;
  const exported = Object.entries(service.schemas).filter(
    ([name, value]) => name.endsWith('$') && Array.isArray(value),
  );
  const schemas = exported.map(([, value]) => value as unknown[]);
  const model: ServiceModel = {
    operations: new Map(
      schemas
        .filter((schema) => schema[0] === OPERATION)
        .map((schema) => operationModel(schema as unknown as OperationSchema))
        .map((operation) => [operation.name, operation]),
    ),
    errors: new Map(
      schemas
        .filter((schema) => schema[0] === ERROR)
        .map((schema) => [String(schema[2]), Shape.of(schema as unknown as Schema)]),
    ),
  };
  models.set(service.schemas, model);
  return model;
}

function operationModel([, , name, traits, input, output]: OperationSchema): OperationModel {
  return {
    name,
    input: Shape.of(input),
    output: Shape.of(output),
    http: typeof traits === 'object' ? traits.http : undefined,
  };
}
