import * as schemas from '@aws-sdk/client-cloudtrail';
import type { Call, Operation, Service } from '../../contract/service';
import { AwsError } from '../../kernel/aws-error';
import { isSeen, type Trail } from '../../organization/trails';

/** AWS CloudTrail for those who ask which trails exist and what they log. Trails come from the organization file alone. */
export const cloudtrail: Service = {
  signingName: 'cloudtrail',
  schemas,
  protocol: 'json-1.1',
  target: 'CloudTrail_20131101',
  scope: 'regional',
  checks: (call, { Name, TrailName }) => [
    { action: `cloudtrail:${call.operation}`, resource: resourceOf(call, Name ?? TrailName) },
  ],
  operations: {
    DescribeTrails: describeTrails,
    ListTrails: (_: object, call: Call) => ({
      Trails: seen(call).map((trail) => ({ Name: trail.name, TrailARN: arnOf(trail, call), HomeRegion: trail.region })),
    }),
    GetTrail: ({ Name }: { readonly Name?: string }, call: Call) => ({ Trail: shapeOf(named(Name, call), call) }),
    GetTrailStatus: ({ Name }: { readonly Name?: string }, call: Call) => ({ IsLogging: named(Name, call).logging }),
    GetEventSelectors: getEventSelectors,
  },
  invalid: (message) => new AwsError('InvalidParameterException', 400, message),
};

interface Describing {
  readonly trailNameList?: readonly string[];
  readonly includeShadowTrails?: boolean;
}

/** "If you do not specify one or more trail names, information is returned for the trails in the current Region." */
function describeTrails({ trailNameList = [], includeShadowTrails = true }: Describing, call: Call) {
  const isNamed = (trail: Trail) =>
    trailNameList.length === 0 || trailNameList.includes(trail.name) || trailNameList.includes(arnOf(trail, call));
  const isShadow = (trail: Trail) => trail.region !== call.region || trail.account !== call.accountId;
  const listed = seen(call).filter((trail) => isNamed(trail) && (includeShadowTrails || !isShadow(trail)));
  return { trailList: listed.map((trail) => shapeOf(trail, call)) };
}

function getEventSelectors({ TrailName }: { readonly TrailName?: string }, call: Call): ReturnType<Operation> {
  const trail = named(TrailName, call);
  const { managementEvents, advanced } = trail;
  const TrailARN = arnOf(trail, call);
  if (!advanced) {
    const IncludeManagementEvents = managementEvents !== 'None';
    const ReadWriteType = IncludeManagementEvents ? managementEvents : 'All';
    return { TrailARN, EventSelectors: [{ ReadWriteType, IncludeManagementEvents, DataResources: [] }] };
  }
  const category = managementEvents === 'None' ? 'Data' : 'Management';
  const readOnly = { WriteOnly: 'false', ReadOnly: 'true' }[managementEvents as string];
  const FieldSelectors = [
    { Field: 'eventCategory', Equals: [category] },
    ...(readOnly === undefined ? [] : [{ Field: 'readOnly', Equals: [readOnly] }]),
  ];
  return { TrailARN, AdvancedEventSelectors: [{ Name: 'events', FieldSelectors }] };
}

function seen({ world, accountId, region }: Call): readonly Trail[] {
  const isMember = world.organization.has(accountId);
  return world.organization.trails.filter(
    (trail) => isSeen(trail, accountId, region) && (isMember || trail.account === accountId),
  );
}

/** A trail by name or ARN; from another region or account only by its ARN. */
function named(name: string | undefined, call: Call): Trail {
  const found = seen(call).find(
    (trail) =>
      name === arnOf(trail, call) ||
      (name === trail.name && trail.region === call.region && trail.account === call.accountId),
  );
  if (found) return found;
  throw new AwsError('TrailNotFoundException', 400, `Unknown trail: ${name} for the user: ${call.accountId}`);
}

/** Actions that name a trail are authorized on it. */
function resourceOf({ partition, region, accountId }: Call, name: unknown): string {
  if (typeof name !== 'string') return '*';
  return name.startsWith('arn:') ? name : `arn:${partition}:cloudtrail:${region}:${accountId}:trail/${name}`;
}

function arnOf({ account, region, name }: Trail, { partition }: Call): string {
  return `arn:${partition}:cloudtrail:${region}:${account}:trail/${name}`;
}

function shapeOf(trail: Trail, call: Call) {
  return {
    Name: trail.name,
    S3BucketName: `${trail.name}-logs`,
    IncludeGlobalServiceEvents: true,
    IsMultiRegionTrail: trail.multiRegion,
    HomeRegion: trail.region,
    TrailARN: arnOf(trail, call),
    LogFileValidationEnabled: true,
    HasCustomEventSelectors: trail.advanced || trail.managementEvents !== 'All',
    HasInsightSelectors: false,
    IsOrganizationTrail: trail.organization,
  };
}
