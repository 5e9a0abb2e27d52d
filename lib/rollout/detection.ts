import type { DetectiveDesired } from '../../lambda/controllers/detective/desired';
import type { GuardDutyDesired } from '../../lambda/controllers/guardduty/desired';
import type { InvitationsDesired } from '../../lambda/controllers/invitations/desired';
import { type Desired, nameOf } from '../../lambda/controllers/registry';
import type { DesiredRulesAndLists } from './lists';

/** What one `Detection-<region>` stack is for. */
export interface Detection {
  readonly region: string;
  /** the administrator and each member must have enabled the region; undefined where the catalogue does not know it */
  readonly optIn: boolean | undefined;
  readonly guardDuty: GuardDutyDesired;
  /** suppression rules and lists; undefined where there are none */
  readonly rulesAndLists?: DesiredRulesAndLists;
  readonly detective?: DetectiveDesired;
  /** accounts outside the organization; undefined where none is listed for the region */
  readonly invitations?: InvitationsDesired;
  /** why there is no Detective here, for the stack's description and the report */
  readonly detectiveNote?: string;
  /** what else a reader should know about this region, one sentence each */
  readonly notes: readonly string[];
}

/** What the controllers of a region have to reach. */
export function desiredIn({ guardDuty, detective, invitations }: Detection): Desired[] {
  return [guardDuty, ...(detective ? [detective] : []), ...(invitations ? [invitations] : [])];
}

/** The services that are on for every account of the organization, in words: `GuardDuty and Detective`. */
export function servicesIn(desired: readonly Desired[]): string {
  const services = desired.map(({ service }) => service).filter((service) => service !== 'invitations');
  return new Intl.ListFormat('en').format([...new Set(services)].map(nameOf));
}
