import type { World } from '../../contract/world';
import { ids } from '../../kernel/ids';
import { globalRegion } from '../../organization/regions';
import { logsWrites } from '../../organization/trails';

type Json = Readonly<Record<string, unknown>>;

/** An "AWS Service Event via CloudTrail" of Organizations, on the management account's default bus. */
export function serviceEvent(world: World, eventName: string, serviceEventDetails: Json): Promise<void> {
  return emit(world, 'AWS Service Event via CloudTrail', {
    ...recordOf(world, eventName, 'AwsServiceEvent'),
    userIdentity: { accountId: world.organization.managementAccountId, invokedBy: 'AWS Internal' },
    serviceEventDetails,
  });
}

/**
 * An "AWS API Call via CloudTrail" of Organizations, on the management account's default bus: only where a trail logs management
 * events there.
 */
export async function apiCall(
  world: World,
  eventName: string,
  parts: { readonly requestParameters?: Json; readonly responseElements?: Json },
): Promise<void> {
  const { trails, managementAccountId } = world.organization;
  if (!trails.some((trail) => logsWrites(trail, managementAccountId, globalRegion(world.partition)))) return;
  return emit(world, 'AWS API Call via CloudTrail', {
    ...recordOf(world, eventName, 'AwsApiCall'),
    requestParameters: null,
    responseElements: null,
    ...parts,
  });
}

function recordOf(world: World, eventName: string, eventType: string): Json {
  return {
    eventVersion: '1.08',
    eventTime: world.clock.iso(),
    eventSource: 'organizations.amazonaws.com',
    eventName,
    eventType,
    eventID: ids.uuid(),
    awsRegion: globalRegion(world.partition),
    recipientAccountId: world.organization.managementAccountId,
    managementEvent: true,
    readOnly: false,
  };
}

function emit(world: World, detailType: string, detail: Json): Promise<void> {
  return world.emit({
    account: world.organization.managementAccountId,
    region: globalRegion(world.partition),
    source: 'aws.organizations',
    detailType,
    detail,
  });
}
