import type { Call } from './contract/service';
import { ids } from './kernel/ids';
import { logsWrites } from './organization/trails';

/** Services whose changes become events, beside Organizations. */
const SERVICES: ReadonlySet<string> = new Set(['events', 'kms', 'lambda', 's3', 'scheduler', 'states']);
const CHANGE = /^(Add|Cancel|Create|Delete|Disable|Enable|Put|Remove|Schedule|Update)/;
/** Data events, which a trail does not log as management events. */
const DATA = /^PutEvents$|^(Put|Delete)Objects?$|^(Put|Delete)Object(Acl|Tagging|Retention|LegalHold)$|MultipartUpload/;

/** Lambda's names in CloudTrail end with the version of the API. */
const VERSIONS: Readonly<Record<string, string>> = {
  DeleteFunction: '20150331',
  PutFunctionConcurrency: '20171031',
  UpdateFunctionCode: '20150331v2',
  UpdateFunctionConfiguration: '20150331v2',
};

/**
 * Puts an "AWS API Call via CloudTrail" of a client's call on the default bus of its account and region, if the call changes something
 * and a trail logs management events there. Calls that services make, CloudFormation's included, become none.
 */
export async function apiCallEvent(call: Call, input: unknown): Promise<void> {
  const { world, service, operation, accountId: account, region } = call;
  if (!SERVICES.has(service) || !CHANGE.test(operation) || DATA.test(operation)) return;
  if (!world.organization.trails.some((trail) => logsWrites(trail, account, region))) return;
  await world.emit({
    account,
    region,
    source: `aws.${service}`,
    detailType: 'AWS API Call via CloudTrail',
    detail: {
      eventVersion: '1.11',
      userIdentity: { type: call.caller.roleArn ? 'AssumedRole' : 'IAMUser', arn: call.caller.arn, accountId: account },
      eventTime: world.clock.iso(),
      eventSource: `${service}.amazonaws.com`,
      eventName: service === 'lambda' ? `${operation}${VERSIONS[operation] ?? '20150331'}` : operation,
      awsRegion: region,
      sourceIPAddress: '192.0.2.1',
      requestParameters: parametersOf(input, service),
      eventID: ids.uuid(),
      readOnly: false,
      eventType: 'AwsApiCall',
      managementEvent: true,
      recipientAccountId: account,
    },
  });
}

/** The input in CloudTrail's spelling: names begin with a small letter, and S3's bucket is `bucketName`. */
function parametersOf(input: unknown, service: string): unknown {
  if (Array.isArray(input)) return input.map((each) => parametersOf(each, service));
  if (typeof input !== 'object' || input === null || input instanceof Uint8Array) return input;
  const renamed = (name: string) =>
    service === 's3' && name === 'Bucket' ? 'bucketName' : name.charAt(0).toLowerCase() + name.slice(1);
  return Object.fromEntries(
    Object.entries(input).map(([name, value]) => [renamed(name), parametersOf(value, service)]),
  );
}
