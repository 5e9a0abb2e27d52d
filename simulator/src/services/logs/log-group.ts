import type { Call } from '../../contract/service';
import type { LogGroup } from './state';

type Place = Pick<Call, 'accountId' | 'region' | 'partition' | 'world'>;

/** Adds an empty log group. */
export function addGroup(
  groups: Map<string, LogGroup>,
  place: Place,
  name: string,
  logGroupClass = 'STANDARD',
): LogGroup {
  const group: LogGroup = {
    name,
    arn: `arn:${place.partition}:logs:${place.region}:${place.accountId}:log-group:${name}`,
    creationTime: place.world.clock.now(),
    logGroupClass,
    retentionInDays: undefined,
    kmsKeyId: undefined,
    deletionProtection: false,
    tags: {},
    streams: new Map(),
    metricFilters: new Map(),
  };
  groups.set(name, group);
  return group;
}
