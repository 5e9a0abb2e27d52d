import type { InvitationsDesired, MemberGroup } from '../../../../lambda/controllers/invitations/desired';
import { parties } from '../../desired-states';

export const PARTNER = '900000000001';
export const OTHER = '800000000008';
export const REGION = 'eu-west-1';
export const ROLE = { name: 'muster-member-access', externalId: 'agreed-4711' };
export const ADDRESS = `${PARTNER}@example.com`;

export const group = (accounts: Record<string, string>, more: Partial<MemberGroup> = {}): MemberGroup => ({
  services: ['guardduty', 'detective'],
  role: ROLE,
  accounts,
  ...more,
});

export const invited = (desired: Partial<InvitationsDesired> = {}): InvitationsDesired => ({
  service: 'invitations',
  ...parties,
  region: REGION,
  groups: [group({ [PARTNER]: ADDRESS })],
  detective: true,
  unmanaged: [],
  plans: { S3_DATA_EVENTS: { autoEnable: 'ALL', additional: {} } },
  ownPlans: false,
  ...desired,
});
