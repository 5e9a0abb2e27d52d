import type { Call } from '../../../contract/service';
import { notFound } from '../errors';
import { type ApiDestination, apiDestinations, type Connection, connections } from './state';

type Place = Pick<Call, 'world' | 'accountId' | 'region'>;

/** A connection by its name. @throws AwsError ResourceNotFoundException */
export function findConnection(name: string | undefined, { world, accountId, region }: Place): Connection {
  const found = world.state.peek(connections, accountId, region)?.get(name ?? '');
  if (!found) throw notFound(`Connection '${name}' does not exist.`);
  return found;
}

/** The connection with an ARN, which contains its name and id; undefined if there is none. */
export function connectionAt(arn: string, { world, accountId, region }: Place): Connection | undefined {
  const found = world.state.peek(connections, accountId, region)?.get(arn.split('/')[1] ?? '');
  return found?.arn === arn ? found : undefined;
}

/** An API destination by its name. @throws AwsError ResourceNotFoundException */
export function findApiDestination(name: string | undefined, { world, accountId, region }: Place): ApiDestination {
  const found = world.state.peek(apiDestinations, accountId, region)?.get(name ?? '');
  if (!found) throw notFound(`An api-destination '${name}' does not exist.`);
  return found;
}

/** The API destination with an ARN; undefined if there is none. */
export function apiDestinationAt(arn: string, { world, accountId, region }: Place): ApiDestination | undefined {
  const found = world.state.peek(apiDestinations, accountId, region)?.get(arn.split('/')[1] ?? '');
  return found?.arn === arn ? found : undefined;
}
