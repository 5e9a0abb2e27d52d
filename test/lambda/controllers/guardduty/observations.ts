import type { Detector, OrganizationConfiguration } from '../../../../lambda/aws/guardduty/detector';
import type { FeatureState, Features, Status } from '../../../../lambda/aws/guardduty/features';
import type { OrganizationAccount } from '../../../../lambda/aws/organizations/organizations';
import type { GuardDutyObserved } from '../../../../lambda/controllers/guardduty/observe';
import { MANAGEMENT, SECURITY } from '../../../accounts';

export const SHOP = '333333333333';
export const BANK = '444444444444';

export const account = (id: string, state = 'ACTIVE'): OrganizationAccount => ({
  id,
  name: `account-${id}`,
  email: `${id}@example.com`,
  state,
});

const plan = <S extends string>(state: S): FeatureState<S> => ({ state, additional: {} });

/** The features of a detector to which the plans of `guardDuty()` are applied. */
export const applied: Features<Status> = {
  S3_DATA_EVENTS: plan('ENABLED'),
  EKS_AUDIT_LOGS: plan('ENABLED'),
  LAMBDA_NETWORK_LOGS: plan('DISABLED'),
  CLOUD_TRAIL: plan('ENABLED'),
};

export const detector = (parts: Partial<Detector> = {}): Detector => ({
  id: '12abc34d567e8fa901bc2d34e56789f0',
  enabled: true,
  frequency: 'FIFTEEN_MINUTES',
  features: applied,
  ...parts,
});

export const organization = (parts: Partial<OrganizationConfiguration> = {}): OrganizationConfiguration => ({
  autoEnable: 'ALL',
  limitReached: false,
  features: { S3_DATA_EVENTS: plan('ALL'), EKS_AUDIT_LOGS: plan('ALL'), LAMBDA_NETWORK_LOGS: plan('NONE') },
  ...parts,
});

/** the time of every observation, in milliseconds */
export const NOW = Date.parse('2026-01-02T00:00:00Z');

/** A region in which everything is as `guardDuty()` desires: management account, administrator, two members. */
export function converged(parts: Partial<GuardDutyObserved> = {}): GuardDutyObserved {
  const members = [MANAGEMENT, SHOP, BANK];
  return {
    accounts: [account(SECURITY), ...members.map((id) => account(id))],
    units: new Map(),
    detector: detector(),
    administeredBy: undefined,
    organization: organization(),
    members: members.map((id) => ({ account: id, status: 'Enabled' })),
    memberFeatures: new Map(members.map((id) => [id, applied])),
    at: NOW,
    ...parts,
  };
}

/** The same region with one member in another state. */
export function withShop(status: string | undefined, state = 'ACTIVE'): GuardDutyObserved {
  const world = converged();
  const others = world.members.filter(({ account: id }) => id !== SHOP);
  return {
    ...world,
    accounts: world.accounts.map((each) => (each.id === SHOP ? account(SHOP, state) : each)),
    members: status === undefined ? others : [...others, { account: SHOP, status }],
  };
}
