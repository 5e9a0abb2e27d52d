import type {
  CreateApiDestinationCommandInput,
  CreateApiDestinationCommandOutput,
  DeleteApiDestinationCommandInput,
  DescribeApiDestinationCommandInput,
  DescribeApiDestinationCommandOutput,
  ListApiDestinationsCommandInput,
  ListApiDestinationsCommandOutput,
  UpdateApiDestinationCommandInput,
  UpdateApiDestinationCommandOutput,
} from '@aws-sdk/client-eventbridge';
import type { Call, Operation } from '../../../contract/service';
import { ids } from '../../../kernel/ids';
import { alreadyExists, notFound, validation } from '../errors';
import { connectionAt, findApiDestination } from '../http/find';
import { type ApiDestination, apiDestinations } from '../http/state';
import { pageOf } from '../page';

/** "If you do not specify a value, EventBridge uses the default of 300." */
const CALLS_PER_SECOND = 300;

/** CreateApiDestination. */
export const createApiDestination: Operation<
  CreateApiDestinationCommandInput,
  Partial<CreateApiDestinationCommandOutput>
> = (input, call) => {
  const { Name: name = '' } = input;
  const { world, partition, region, accountId } = call;
  const held = world.state.at(apiDestinations, accountId, region);
  if (!/^[.\-_A-Za-z0-9]{1,64}$/.test(name))
    throw validation(
      `1 validation error detected: Value '${name}' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+`,
    );
  if (held.has(name)) throw alreadyExists('ApiDestination', name);
  const now = world.clock.now();
  const destination: ApiDestination = {
    name,
    arn: `arn:${partition}:events:${region}:${accountId}:api-destination/${name}/${ids.uuid()}`,
    createdAt: now,
    description: input.Description,
    connectionArn: '',
    endpoint: '',
    method: 'POST',
    callsPerSecond: CALLS_PER_SECOND,
    modifiedAt: now,
  };
  set(destination, input, call);
  held.set(name, destination);
  return answer(destination, call);
};

/** UpdateApiDestination: changes the given members. */
export const updateApiDestination: Operation<
  UpdateApiDestinationCommandInput,
  Partial<UpdateApiDestinationCommandOutput>
> = (input, call) => {
  const destination = findApiDestination(input.Name, call);
  set(destination, input, call);
  destination.modifiedAt = call.world.clock.now();
  return answer(destination, call);
};

function set(destination: ApiDestination, input: UpdateApiDestinationCommandInput, call: Call): void {
  const { ConnectionArn: connection, InvocationEndpoint: endpoint, InvocationRateLimitPerSecond: rate } = input;
  if (endpoint !== undefined && !isHttps(endpoint))
    throw validation(`Parameter InvocationEndpoint is not valid. Reason: ${endpoint} is not an https URL.`);
  if (rate !== undefined && rate < 1)
    throw validation(
      `1 validation error detected: Value '${rate}' at 'invocationRateLimitPerSecond' failed to satisfy constraint: Member must have value greater than or equal to 1`,
    );
  if (connection !== undefined && !connectionAt(connection, call))
    throw notFound(`Connection '${connection.split('/')[1] ?? connection}' does not exist.`);
  destination.connectionArn = connection ?? destination.connectionArn;
  destination.endpoint = endpoint ?? destination.endpoint;
  destination.method = input.HttpMethod ?? destination.method;
  destination.callsPerSecond = rate ?? destination.callsPerSecond;
  destination.description = input.Description ?? destination.description;
}

function isHttps(endpoint: string): boolean {
  return URL.canParse(endpoint) && new URL(endpoint).protocol === 'https:';
}

/** DescribeApiDestination. */
export const describeApiDestination: Operation<
  DescribeApiDestinationCommandInput,
  Partial<DescribeApiDestinationCommandOutput>
> = (input, call) => {
  const destination = findApiDestination(input.Name, call);
  const { description } = destination;
  return { ...listed(destination, call), ...(description === undefined ? {} : { Description: description }) };
};

/** ListApiDestinations, of one connection if it is given. */
export const listApiDestinations: Operation<
  ListApiDestinationsCommandInput,
  Partial<ListApiDestinationsCommandOutput>
> = (input, call) => {
  const held = [...(call.world.state.peek(apiDestinations, call.accountId, call.region)?.values() ?? [])];
  const all = held
    .filter(({ name }) => name.startsWith(input.NamePrefix ?? ''))
    .filter(({ connectionArn }) => input.ConnectionArn === undefined || connectionArn === input.ConnectionArn);
  const { items, next } = pageOf(all, input);
  return { ApiDestinations: items.map((each) => listed(each, call)), ...next };
};

/** DeleteApiDestination: rules that have it as a target keep it, and fail. */
export const deleteApiDestination: Operation<DeleteApiDestinationCommandInput, object> = (input, call) => {
  const { name } = findApiDestination(input.Name, call);
  call.world.state.at(apiDestinations, call.accountId, call.region).delete(name);
  return {};
};

/** An API destination in answers: ACTIVE as long as its connection is authorized. */
function answer({ arn, connectionArn, createdAt, modifiedAt }: ApiDestination, call: Call) {
  const authorized = connectionAt(connectionArn, call)?.state === 'AUTHORIZED';
  return {
    ApiDestinationArn: arn,
    ApiDestinationState: authorized ? ('ACTIVE' as const) : ('INACTIVE' as const),
    CreationTime: new Date(createdAt),
    LastModifiedTime: new Date(modifiedAt),
  };
}

function listed(destination: ApiDestination, call: Call) {
  return {
    ...answer(destination, call),
    Name: destination.name,
    ConnectionArn: destination.connectionArn,
    InvocationEndpoint: destination.endpoint,
    HttpMethod: destination.method,
    InvocationRateLimitPerSecond: destination.callsPerSecond,
  };
}
