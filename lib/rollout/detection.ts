import type { DetectiveDesired } from '../../lambda/controllers/detective/desired';
import type { GuardDutyDesired } from '../../lambda/controllers/guardduty/desired';
import type { InvitationsDesired } from '../../lambda/controllers/invitations/desired';
import { type Desired, nameOf } from '../../lambda/controllers/registry';
import type { DetectiveAbsence } from '../../lambda/findings/desired';
import type { DesiredRulesAndLists } from './lists';

/** The content of one `Detection-<region>` stack. */
export interface Detection {
  readonly region: string;
  /** the administrator and each member must have enabled the region; undefined if the catalogue does not know it */
  readonly optIn: boolean | undefined;
  readonly guardDuty: GuardDutyDesired;
  /** suppression rules and lists; undefined if there are none */
  readonly rulesAndLists?: DesiredRulesAndLists;
  readonly detective?: DetectiveDesired;
  /** accounts outside the organization; undefined if none is listed for the region */
  readonly invitations?: InvitationsDesired;
  /** why the region has no Detective; undefined if it has */
  readonly detectiveAbsence: DetectiveAbsence | undefined;
  /** the same as a sentence, for the stack's description and the report */
  readonly detectiveNote?: string;
  /** further remarks about the region, one sentence each */
  readonly notes: readonly string[];
}

/** The desired states of a region's controllers. */
export function desiredIn({ guardDuty, detective, invitations }: Detection): Desired[] {
  return [guardDuty, ...(detective ? [detective] : []), ...(invitations ? [invitations] : [])];
}

/** The services for every account of the organization, as text: `GuardDuty and Detective`. */
export function servicesIn(desired: readonly Desired[]): string {
  const services = desired.map(({ service }) => service).filter((service) => service !== 'invitations');
  return new Intl.ListFormat('en').format([...new Set(services)].map(nameOf));
}
