import type { Aws } from '../aws/clients';
import type { Detector, Member, OrganizationConfiguration } from '../aws/detector';
import type { GuardDuty } from '../aws/guardduty';
import type { OrganizationAccount } from '../aws/organizations';
import type { Plans, Status } from '../aws/plans';
import { hasCode } from '../aws/refusals';
import type { GuardDutyDesired } from './desired';

/** What GuardDuty is in one region, as its administrator sees it. */
export interface GuardDutyObserved {
  readonly accounts: readonly OrganizationAccount[];
  /** the administrator's own */
  readonly detector: Detector | undefined;
  /** another account that administers the administrator's own detector */
  readonly administeredBy: string | undefined;
  /** undefined while the account is not the delegated administrator */
  readonly organization: OrganizationConfiguration | undefined;
  /** AWS's words for that */
  readonly notAdministrator?: string;
  readonly members: readonly Member[];
  /** of the enabled members, by account */
  readonly memberPlans: ReadonlyMap<string, Plans<Status>>;
}

/** Reads as far as the account may: without a detector, or not being the administrator, AWS answers no further. */
export async function observe(aws: Aws, { region }: GuardDutyDesired): Promise<GuardDutyObserved> {
  const guardDuty = aws.guardDuty(region);
  const [accounts, detector] = await Promise.all([aws.organizations(region).accounts(), guardDuty.detector()]);
  const unknown = { organization: undefined, members: [], memberPlans: new Map() };
  if (!detector) return { accounts, detector, administeredBy: undefined, ...unknown };
  const administeredBy = await guardDuty.administrator();
  if (administeredBy !== undefined) return { accounts, detector, administeredBy, ...unknown };
  return { accounts, detector, administeredBy, ...unknown, ...(await observeOrganization(guardDuty)) };
}

async function observeOrganization(guardDuty: GuardDuty): Promise<Partial<GuardDutyObserved>> {
  try {
    const organization = await guardDuty.organizationConfiguration();
    const members = await guardDuty.members();
    const enabled = members.filter(({ status }) => status === 'Enabled').map(({ account }) => account);
    return { organization, members, memberPlans: await guardDuty.memberPlans(enabled) };
  } catch (error) {
    if (!hasCode(error, 'NotAdministrator')) throw error;
    return { notAdministrator: error.message };
  }
}
