import type { World } from '../../contract/world';
import { ids } from '../../kernel/ids';
import { globalRegion } from '../../organization/regions';

type Json = Readonly<Record<string, unknown>>;

/** An "AWS Service Event via CloudTrail" of Organizations, on the management account's default bus. */
export function serviceEvent(simulation: World, eventName: string, serviceEventDetails: Json): Promise<void> {
  return emit(simulation, 'AWS Service Event via CloudTrail', {
    ...recordOf(simulation, eventName, 'AwsServiceEvent'),
    userIdentity: { accountId: simulation.organization.managementAccountId, invokedBy: 'AWS Internal' },
    serviceEventDetails,
  });
}

/** An "AWS API Call via CloudTrail" of Organizations, on the management account's default bus. */
export function apiCall(
  simulation: World,
  eventName: string,
  parts: { readonly requestParameters?: Json; readonly responseElements?: Json },
): Promise<void> {
  return emit(simulation, 'AWS API Call via CloudTrail', {
    ...recordOf(simulation, eventName, 'AwsApiCall'),
    requestParameters: null,
    responseElements: null,
    ...parts,
  });
}

function recordOf(simulation: World, eventName: string, eventType: string): Json {
  return {
    eventVersion: '1.08',
    eventTime: simulation.clock.iso(),
    eventSource: 'organizations.amazonaws.com',
    eventName,
    eventType,
    eventID: ids.uuid(),
    awsRegion: globalRegion(simulation.partition),
    recipientAccountId: simulation.organization.managementAccountId,
    managementEvent: true,
    readOnly: false,
  };
}

function emit(simulation: World, detailType: string, detail: Json): Promise<void> {
  return simulation.emit({
    account: simulation.organization.managementAccountId,
    region: globalRegion(simulation.partition),
    source: 'aws.organizations',
    detailType,
    detail,
  });
}
