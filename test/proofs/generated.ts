import {
  type MemberStatus,
  type OrganizationFileInput,
  putDetectiveMember,
  putGuardDutyMember,
  type RelationshipStatus,
  type Simulation,
  stateOf,
} from '@muster/simulator';
import fc from 'fast-check';
import type { GuardDutyDesired } from '../../lambda/controllers/guardduty/desired';
import { MANAGEMENT, SECURITY } from '../accounts';
import { delegation, type start, startDelegated } from '../lambda/organization-under-test';

export const OTHER = '888888888888';

/** An account before the first rollout. */
export interface Before {
  readonly id: string;
  readonly state: 'ACTIVE' | 'SUSPENDED' | 'PENDING_CLOSURE';
  readonly optedIn: boolean;
  readonly detector: 'absent' | 'ENABLED' | 'DISABLED';
  readonly features: Readonly<Record<string, 'ENABLED' | 'DISABLED'>>;
  /** its relationship to our administrator, or that it is a member of another one */
  readonly relationship: 'none' | 'of another' | RelationshipStatus;
  readonly inGraph: 'no' | Exclude<MemberStatus, 'VERIFICATION_IN_PROGRESS'>;
}

export interface Beginning {
  readonly region: string;
  readonly accounts: readonly Before[];
}

const status = fc.constantFrom('ENABLED' as const, 'DISABLED' as const);
const features = fc.dictionary(fc.constantFrom('S3_DATA_EVENTS', 'EKS_AUDIT_LOGS', 'LAMBDA_NETWORK_LOGS'), status);

/** Associated members have a detector; all others may have had a relationship before. */
const relationship = fc.oneof(
  { weight: 3, arbitrary: fc.constant('none' as const) },
  { weight: 2, arbitrary: fc.constant('of another' as const) },
  {
    weight: 6,
    arbitrary: fc.constantFrom<RelationshipStatus>(
      'Created',
      'Invited',
      'Enabled',
      'Disabled',
      'Removed',
      'Resigned',
      'Deleted',
      'EmailVerificationInProgress',
      'EmailVerificationFailed',
      'RegionDisabled',
      'AccountSuspended',
      'CannotCreateDetectorInOrganizationMasterAccount',
    ),
  },
);

const account = fc.record({
  state: fc.oneof(
    { weight: 6, arbitrary: fc.constant('ACTIVE' as const) },
    { weight: 1, arbitrary: fc.constantFrom('SUSPENDED' as const, 'PENDING_CLOSURE' as const) },
  ),
  optedIn: fc.oneof({ weight: 3, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
  detector: fc.constantFrom('absent' as const, 'ENABLED' as const, 'DISABLED' as const),
  features,
  relationship,
  inGraph: fc.constantFrom(
    'no',
    'no',
    'no',
    'ENABLED',
    'INVITED',
    'VERIFICATION_FAILED',
    'ACCEPTED_BUT_DISABLED',
  ) as fc.Arbitrary<Before['inGraph']>,
});

export const beginning: fc.Arbitrary<Beginning> = fc.record({
  region: fc.constantFrom('eu-west-1', 'eu-west-1', 'af-south-1'),
  accounts: fc
    .array(account, { minLength: 1, maxLength: 7 })
    .map((accounts) => accounts.map((each, at) => ({ id: String(300000000000 + at), ...each }))),
});

const autoEnable = fc.constantFrom('ALL' as const, 'NEW' as const, 'NONE' as const);
const plan = fc.record({ autoEnable, additional: fc.constant({}) });

/** Desired states of GuardDuty that a configuration allows: never both kinds of runtime monitoring at once. */
export const asked: fc.Arbitrary<Pick<GuardDutyDesired, 'autoEnable' | 'plans'>> = fc.record({
  autoEnable,
  plans: fc.dictionary(
    fc.constantFrom(
      'S3_DATA_EVENTS',
      'EKS_AUDIT_LOGS',
      'EBS_MALWARE_PROTECTION',
      'LAMBDA_NETWORK_LOGS',
      'AI_PROTECTION',
    ),
    plan,
  ),
});

function entry(
  region: string,
  { id, detector, features, relationship }: Before,
): OrganizationFileInput['guardduty'] & {} {
  const of = { account: id, region, features };
  if (relationship === 'of another') return [{ ...of, administrator: OTHER }];
  if (relationship === 'Enabled') return [{ ...of, administrator: SECURITY }];
  if (relationship === 'Disabled') return [{ ...of, administrator: SECURITY, status: 'DISABLED' as const }];
  return detector === 'absent' ? [] : [{ ...of, status: detector }];
}

function parts({ region, accounts }: Beginning): Parameters<typeof start>[0] {
  const optedIn = (is: boolean) => (is ? ['af-south-1'] : []);
  const core = [MANAGEMENT, SECURITY].map((id) => ({ id, optedInRegions: optedIn(true) }));
  return {
    accounts: [
      ...core,
      ...accounts.map((each) => ({ id: each.id, state: each.state, optedInRegions: optedIn(each.optedIn) })),
    ],
    outsideAccounts: [{ id: OTHER, optedInRegions: optedIn(true) }],
    guardduty: [{ account: OTHER, region }, ...accounts.flatMap((each) => entry(region, each))],
    detective: [{ account: OTHER, region, members: accounts.slice(0, 2).map(({ id }) => id) }],
  };
}

/** The organization with GuardDuty and Detective delegated in the region, and relationships in every state. */
export async function organizationAt(begun: Beginning): Promise<Simulation> {
  const { region, accounts } = begun;
  const only = delegation({ homeRegion: region, regions: [{ region, detective: true }] });
  const simulation = await startDelegated(parts(begun), only);
  for (const { id: member, relationship: held } of accounts)
    if (held !== 'none' && held !== 'of another' && held !== 'Enabled' && held !== 'Disabled')
      putGuardDutyMember(simulation, { administrator: SECURITY, member, region, status: held });
  putIntoGraph(simulation, begun);
  return simulation;
}

function putIntoGraph(simulation: Simulation, { region, accounts }: Beginning): void {
  if (!stateOf(simulation, SECURITY, region).detective.graph.graph) return;
  for (const { id: member, inGraph: status } of accounts)
    if (status !== 'no') putDetectiveMember(simulation, { administrator: SECURITY, member, region, status });
}
