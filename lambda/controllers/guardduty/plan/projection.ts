import type { Member } from '../../../aws/guardduty/detector';
import type { FeatureState, Features, Foreseen } from '../../../aws/guardduty/features';
import type { Unknown } from '../../../reconcile/controller';
import { ascending } from '../../../reconcile/plan';
import type { GuardDutyAction } from '../action';
import type { GuardDutyDesired } from '../desired';
import type { GuardDutyObserved, ObservedExport } from '../observe';
import { withNote } from './noted-refusals';

type Accounts = readonly { readonly id: string }[];
type Update = Extract<GuardDutyAction, { type: 'UpdateMemberDetectors' }>;

/** The id of a detector that is not there yet. */
const NO_ID = '00000000000000000000000000000000';

/**
 * The state that will be observed once AWS has done everything that an action asks for. Which protection plans a new member has
 * AWS shows only afterwards: GuardDuty may have been on there before.
 */
export function project(
  observed: GuardDutyObserved,
  action: GuardDutyAction,
  desired: GuardDutyDesired,
): GuardDutyObserved {
  const { detector, organization } = observed;
  switch (action.type) {
    case 'CreateDetector': {
      const { frequency, features } = action;
      return { ...observed, detector: { id: NO_ID, enabled: true, frequency, features } };
    }
    case 'UpdateDetector': {
      const { enable = false, frequency, features } = action.change;
      if (!detector) return observed;
      const changed = { enabled: detector.enabled || enable, frequency: frequency ?? detector.frequency };
      return { ...observed, detector: { ...detector, ...changed, features: merged(detector.features, features) } };
    }
    case 'UpdateOrganizationConfiguration': {
      const { autoEnable, features } = action;
      if (!organization) return observed;
      return {
        ...observed,
        organization: { ...organization, autoEnable, features: merged(organization.features, features) },
      };
    }
    case 'CreateMembers':
    case 'StartMonitoringMembers':
      return enrolled(observed, action.accounts, desired);
    case 'UpdateMemberDetectors':
      return { ...observed, memberFeatures: updated(observed.memberFeatures, action) };
    case 'RememberRefusals':
      return detector ? { ...observed, detector: withNote(detector, action, observed.at) } : observed;
    case 'StopMonitoringMembers':
      return withStatus(observed, action.accounts, 'Disabled');
    case 'DisassociateMembers':
      return withStatus(observed, action.accounts, 'Removed');
    case 'DeleteMembers':
      return withStatus(observed, action.accounts, undefined);
    case 'DeleteDetector':
      return { ...observed, detector: undefined, organization: undefined, members: [], memberFeatures: new Map() };
    case 'MakeExportFolder':
      return exporting(observed, { folderMade: true });
    case 'CreateExport':
      return exporting(observed, { destination: { ...action.target, id: NO_ID, status: 'PUBLISHING' } });
    case 'UpdateExport':
      return exporting(observed, { destination: { ...action.target, id: action.id, status: 'PUBLISHING' } });
    default:
      return action satisfies never;
  }
}

function merged<S extends string>(features: Features<S>, change: Features<S> = {}): Features<S> {
  const entries = Object.entries(change).map(([name, { state, additional }]): [string, FeatureState<S>] => [
    name,
    { ...features[name], state, additional: { ...features[name]?.additional, ...additional } },
  ]);
  return { ...features, ...Object.fromEntries(entries) };
}

function enrolled(observed: GuardDutyObserved, accounts: Accounts, desired: GuardDutyDesired): GuardDutyObserved {
  const unknown = unknownFeatures(observed.detector?.features ?? {}, desired);
  const memberFeatures = new Map(observed.memberFeatures);
  for (const { id } of accounts) memberFeatures.set(id, unknown);
  return { ...withStatus(observed, accounts, 'Enabled'), memberFeatures };
}

/** Every feature that the region lists, in a state that is equal to no desired one. */
function unknownFeatures(listed: Features<string>, { plans, overrides }: GuardDutyDesired): Features<Foreseen> {
  const named = [plans, ...overrides.map((override) => override.plans)];
  const entries = Object.entries(listed).map(([name, { additional }]): [string, FeatureState<Foreseen>] => {
    const asked = named.flatMap((each) => Object.keys(each[name]?.additional ?? {}));
    const parts = [...new Set([...Object.keys(additional), ...asked])].sort(ascending);
    return [
      name,
      { state: 'UNKNOWN', additional: Object.fromEntries(parts.map((part) => [part, 'UNKNOWN' as const])) },
    ];
  });
  return Object.fromEntries(entries);
}

function updated(
  known: GuardDutyObserved['memberFeatures'],
  { accounts, features }: Update,
): GuardDutyObserved['memberFeatures'] {
  const after = new Map(known);
  for (const { id } of accounts) after.set(id, merged<Foreseen>(known.get(id) ?? {}, features));
  return after;
}

/** @param status undefined for members whose records are deleted */
function withStatus(observed: GuardDutyObserved, accounts: Accounts, status: string | undefined): GuardDutyObserved {
  const ids = new Set(accounts.map(({ id }) => id));
  const others = observed.members.filter(({ account }) => !ids.has(account));
  const changed = status === undefined ? [] : [...ids].map((account): Member => ({ account, status }));
  return { ...observed, members: [...others, ...changed] };
}

function exporting(
  observed: GuardDutyObserved,
  change: Partial<Exclude<ObservedExport, { readonly failure: unknown }>>,
): GuardDutyObserved {
  const { export: now } = observed;
  return now && !('failure' in now) ? { ...observed, export: { ...now, ...change } } : observed;
}

/** What cannot be planned yet: only the delegated administrator sees the members, and an export needs its key. */
export function unknown({ organization, administeredBy, export: now }: GuardDutyObserved): Unknown[] {
  if (administeredBy !== undefined) return [];
  const keyless = now && !('failure' in now) && now.keyArn === undefined;
  return [
    ...(organization
      ? []
      : [{ what: 'auto-enable, the enrolment of accounts and their protection plans', until: 'delegation' } as const]),
    ...(keyless ? [{ what: 'the export of findings', until: 'findings hub' } as const] : []),
  ];
}
