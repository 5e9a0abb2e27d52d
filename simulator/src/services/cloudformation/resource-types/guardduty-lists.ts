import { ResourceFailure } from '../engine/failure-reason';
import {
  bool,
  defined,
  type Existing,
  type Properties,
  type ResourceType,
  tagMap,
  text,
  type Work,
} from './resource-type';
import { retag } from './retag';

interface ListType {
  readonly kind: 'IPSet' | 'ThreatIntelSet' | 'TrustedEntitySet' | 'ThreatEntitySet';
  readonly idMember: string;
  readonly arnType: string;
  readonly attributes: readonly string[];
}

interface Shown {
  readonly Status: string;
  readonly ErrorDetails?: string;
  readonly CreatedAt?: Date;
  readonly UpdatedAt?: Date;
}

const OF_ENTITY_SETS = ['Id', 'Status', 'CreatedAt', 'UpdatedAt', 'ErrorDetails'];

const LIST_TYPES: readonly ListType[] = [
  { kind: 'IPSet', idMember: 'IpSetId', arnType: 'ipset', attributes: ['Id'] },
  { kind: 'ThreatIntelSet', idMember: 'ThreatIntelSetId', arnType: 'threatintelset', attributes: ['Id'] },
  { kind: 'TrustedEntitySet', idMember: 'TrustedEntitySetId', arnType: 'trustedentityset', attributes: OF_ENTITY_SETS },
  { kind: 'ThreatEntitySet', idMember: 'ThreatEntitySetId', arnType: 'threatentityset', attributes: OF_ENTITY_SETS },
];

/** The seconds between two polls for the status of a list, and the most polls. */
const POLL_SECONDS = 10;
const MAX_POLLS = 90;

/** Trusted and threat IP lists, trusted and threat entity sets. */
export const guardDutyListTypes: readonly ResourceType[] = LIST_TYPES.map((type) => ({
  type: `AWS::GuardDuty::${type.kind}`,
  createOnly: ['DetectorId', 'Format'],
  attributes: type.attributes,
  tags: 'list',
  create: async (properties, work) => {
    const Tags = tagMap(properties.Tags);
    const DetectorId = text(properties.DetectorId);
    const { [type.idMember]: id = '' } = await work.call<Record<string, string>>('guardduty', `Create${type.kind}`, {
      DetectorId,
      Format: text(properties.Format),
      ...settings(properties),
      ...(Object.keys(Tags).length > 0 ? { Tags } : {}),
    });
    work.initiated(id);
    return { physicalId: id, attributes: await waitUntilSettled(type, properties, id, work) };
  },
  update: async (existing, properties, work) => {
    const { physicalId: id } = existing;
    const named = { DetectorId: text(properties.DetectorId), [type.idMember]: id };
    await work.call('guardduty', `Update${type.kind}`, { ...named, ...settings(properties) });
    await retagged(existing, properties, `${type.arnType}/${id}`, work);
    return { physicalId: id, attributes: await waitUntilSettled(type, properties, id, work) };
  },
  remove: async ({ physicalId: id, properties }, work) => {
    const named = { DetectorId: text(properties.DetectorId), [type.idMember]: id };
    await work.call('guardduty', `Delete${type.kind}`, named);
    await pollStatus(type, properties, id, work, 'DELETE_PENDING');
  },
}));

/** Updates the tags of a resource inside a detector. */
export function retagged(existing: Existing, properties: Properties, path: string, work: Work): Promise<void> {
  const ResourceArn = work.arn('guardduty', `detector/${text(properties.DetectorId)}/${path}`);
  return retag(existing, properties, {
    untag: (TagKeys) => work.call('guardduty', 'UntagResource', { ResourceArn, TagKeys }),
    tag: (tags) =>
      work.call('guardduty', 'TagResource', {
        ResourceArn,
        Tags: Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])),
      }),
  });
}

/** Every property: an update sends them all, which activates an active list again, so that its file is read again. */
function settings({ Name, Location, Activate, ExpectedBucketOwner }: Properties): Record<string, unknown> {
  return defined({
    Name: text(Name),
    Location: text(Location),
    Activate: bool(Activate) ?? false,
    ExpectedBucketOwner: text(ExpectedBucketOwner),
  });
}

/**
 * Waits until GuardDuty has processed the list; returns the attributes for `Fn::GetAtt`. @throws ResourceFailure if GuardDuty
 * cannot use the list
 */
async function waitUntilSettled(
  type: ListType,
  properties: Properties,
  id: string,
  work: Work,
): Promise<Record<string, unknown>> {
  const {
    Status,
    ErrorDetails = '',
    CreatedAt,
    UpdatedAt,
  } = await pollStatus(type, properties, id, work, 'ACTIVATING', 'DEACTIVATING');
  if (Status === 'ERROR')
    throw new ResourceFailure(
      `Resource handler returned message: "${type.kind} ${id} is in status ERROR. ${ErrorDetails}" (HandlerErrorCode: NotStabilized)`,
    );
  const all = {
    Id: id,
    Status,
    ErrorDetails,
    CreatedAt: CreatedAt?.toISOString(),
    UpdatedAt: UpdatedAt?.toISOString(),
  };
  return Object.fromEntries(Object.entries(all).filter(([name]) => type.attributes.includes(name)));
}

/** Polls until a list has left these states. */
async function pollStatus(
  type: ListType,
  properties: Properties,
  id: string,
  { call, world }: Work,
  ...passing: readonly string[]
): Promise<Shown> {
  const named = { DetectorId: text(properties.DetectorId), [type.idMember]: id };
  for (let polls = 1; ; polls++) {
    const shown = await call<Shown>('guardduty', `Get${type.kind}`, named);
    if (!passing.includes(shown.Status)) return shown;
    if (polls === MAX_POLLS) throw new ResourceFailure(`${type.kind} ${id} is still in status ${shown.Status}`);
    await world.clock.sleep(POLL_SECONDS);
  }
}
