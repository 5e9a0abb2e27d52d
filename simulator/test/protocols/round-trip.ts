import fc from 'fast-check';
import type { Operation, ProtocolName, Service } from '../../src/contract/service';
import { organizationOf } from '../../src/fixtures/organization-of';
import { modelOf, type OperationModel } from '../../src/protocols/model';
import type { Shape } from '../../src/protocols/shape';
import { requestHandler } from '../../src/request-handler';
import { type Served, serve } from '../../src/server';
import { Simulation } from '../../src/simulation';
import { type Fixed, sample } from './sample';

interface Sender {
  send(command: unknown): Promise<Record<string, unknown>>;
  destroy(): void;
}

/** A service that answers every operation of an SDK client's module. */
export interface Echo {
  readonly client: new (config: object) => Sender;
  readonly schemas: Readonly<Record<string, unknown>>;
  readonly signingName: string;
  readonly protocol: ProtocolName;
  readonly namespace: string;
  /** a protocol class for the client, if it is not the client's own */
  readonly protocolClass?: { readonly name: string };
}

/** Calls that are unsigned or signed with another service's name, and event streams, which nothing here needs. */
const LEFT_OUT = new Set([
  'AssumeRoleWithSAML',
  'AssumeRoleWithWebIdentity',
  'SelectObjectContent',
  'InvokeWithResponseStream',
  'StartLiveTail',
  'GetLogObject',
  'ListDirectoryBuckets',
  'WriteGetObjectResponse',
]);

/**
 * Sends each operation of the service random input with the real client and answers random output: the operation must
 * receive what was sent, and the client what was answered. In process and over HTTP.
 */
export function describeRoundTrip(echo: Echo): void {
  const seen: { input?: unknown; output?: unknown } = {};
  let simulation: Simulation;
  let served: Served;
  let near: Sender;
  let far: Sender;

  const operations = [...modelOf(echo as unknown as Service).operations.values()].filter(
    ({ name }) => !LEFT_OUT.has(name),
  );

  beforeAll(async () => {
    simulation = await Simulation.start(organizationOf(), [echoing(echo, seen)], { clockRate: 0 });
    served = await serve(simulation);
    near = new echo.client({ ...config(echo), requestHandler: requestHandler(simulation) });
    far = new echo.client({ ...config(echo), endpoint: served.endpoint });
  });
  afterAll(async () => {
    far.destroy();
    await served.close();
    await simulation.stop();
  });

  test('has operations', () => expect(operations.length).toBeGreaterThan(5));

  test.each(operations.map((operation) => operation.name))(
    '%s transfers its input and its output unchanged',
    async (name) => {
      const operation = operations.find((each) => each.name === name) as OperationModel;
      const Command = echo.schemas[`${operation.name}Command`] as new (input: unknown) => unknown;
      await fc.assert(
        fc.asyncProperty(fc.gen(), fc.boolean(), async (gen, overHttp) => {
          const input = sample(operation.input, gen, fixed);
          seen.output = sample(operation.output, gen, fixed);
          const { $metadata: _, ...output } = await (overHttp ? far : near).send(new Command(input));
          expect(plain(seen.input)).toMatchObject(plain(input) as object);
          expect(plain(await collected(output, operation))).toEqual(plain(seen.output));
        }),
        { numRuns: 3, endOnFailure: true },
      );
    },
  );
}

function echoing(
  { signingName, schemas, protocol, namespace }: Echo,
  seen: { input?: unknown; output?: unknown },
): Service {
  const answer: Operation<unknown> = (input) => {
    seen.input = input;
    return seen.output;
  };
  const service: Service = {
    signingName,
    schemas,
    protocol,
    namespace,
    scope: 'global',
    checks: () => [],
    operations: {},
    invalid: (message) => new Error(message),
  };
  const operations = [...modelOf(service).operations.keys()].map((name) => [name, answer] as const);
  return { ...service, operations: Object.fromEntries(operations) };
}

function config({ protocolClass: speaking }: Echo): object {
  return {
    region: 'eu-west-1',
    credentials: { accessKeyId: 'AKIA111111111111', secretAccessKey: 'secret' },
    maxAttempts: 1,
    disableHostPrefix: true,
    // random checksums never match
    md5: false,
    useQueueUrlAsEndpoint: false,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    ...(speaking ? { protocol: speaking } : {}),
  };
}

/** Members to which clients attach a meaning; null leaves one out. */
const FIXED: Readonly<Record<string, unknown>> = {
  Bucket: 'some-bucket',
  Key: 'a folder/ключ+&=/',
  RequestRoute: 'route',
  AccountId: '111111111111',
  ChecksumAlgorithm: 'CRC32',
  ChecksumMode: null, // requests a verification of the body
  ContentLength: null, // must be true
  SSECustomerKey: null, // hashed by the client
  SSECustomerKeyMD5: null,
  CopySourceSSECustomerKey: null,
  CopySourceSSECustomerKeyMD5: null,
  Expires: null, // given twice, as text and as date
  EndpointId: null, // requests asymmetric signatures
  CreateBucketConfiguration: null, // completed by the client
  MessageSystemAttributeNames: null, // has the same name in forms as its deprecated twin
};

const fixed: Fixed = ({ name, shape }) => {
  if (
    name in FIXED &&
    (FIXED[name] === null ? shape.kind !== 'structure' || shape.traits.httpPayload : isScalar(shape))
  )
    return { value: FIXED[name] };
  return undefined;
};

function isScalar({ kind }: Shape): boolean {
  return kind === 'string' || kind === 'number' || kind === 'timestamp';
}

/** Streams read to their end; the JavaScript client gives `null` for members absent from a payload. */
async function collected(output: Record<string, unknown>, { output: shape }: OperationModel): Promise<unknown> {
  const read = async (name: string, value: unknown): Promise<unknown> => {
    const member: Shape | undefined = shape.member(name)?.shape;
    return member?.streaming
      ? (value as { transformToByteArray(): Promise<Uint8Array> }).transformToByteArray()
      : value;
  };
  const entries = Object.entries(output)
    .filter(([name]) => name !== 'ContentLength') // a header of HTTP itself
    .map(async ([name, value]) => [name, await read(name, value)] as const);
  return Object.fromEntries(await Promise.all(entries));
}

/**
 * Bytes as hexadecimal, dates as ISO, without empty structures, lists and maps, which forms and XML cannot distinguish from
 * absent ones.
 */
function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value ?? undefined;
  const entries = Object.entries(value).map(([name, each]) => [name, plain(each)] as const);
  return Object.fromEntries(entries.filter(([, each]) => each !== undefined && !empty(each)));
}

function empty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
