import type { Output } from '@aws-sdk/client-cloudformation';
import { validationError } from '../errors';
import { holds } from '../template/conditions';
import { resolve } from '../template/intrinsics';
import type { Scope } from '../template/scope';
import type { Json } from '../template/template';
import type { Deployment } from './deployment';
import { exportInUse, exportsOf } from './exports';
import { existing, scopeOf } from './properties';

/**
 * The stack's outputs, from its resources as they are now.
 * @throws AwsError if an output cannot be evaluated, or an export is taken or in use
 */
export function outputsOf(deployment: Deployment): Output[] {
  const { world, stack } = deployment;
  const outputs = evaluateOutputs(scopeOf(deployment, existing(stack)));
  const exported = new Map(
    outputs.flatMap((each) => (each.ExportName ? [[each.ExportName, each.OutputValue ?? '']] : [])),
  );
  const taken = exportsOf(world, stack.account, stack.region).find(
    (each) => each.stack.id !== stack.id && exported.has(each.name),
  );
  if (taken) throw validationError(`Export with name ${taken.name} is already exported by stack ${taken.stack.name}.`);
  const inUse = exportInUse(world, stack, exported);
  if (inUse !== undefined) throw validationError(inUse);
  return outputs;
}

/** The outputs of a template, evaluated in a scope. */
export function evaluateOutputs(scope: Scope): Output[] {
  return Object.entries(scope.template.Outputs)
    .filter(([, definition]) => holds(definition.Condition, scope))
    .map(([OutputKey, definition]): Output => {
      const exportName = definition.Export && resolve(definition.Export.Name, scope);
      return {
        OutputKey,
        OutputValue: text(resolve(definition.Value, scope)),
        ...(definition.Description === undefined ? {} : { Description: definition.Description }),
        ...(exportName === undefined ? {} : { ExportName: String(exportName) }),
      };
    });
}

function text(value: Json | undefined): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '');
}
