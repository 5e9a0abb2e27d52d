import type { Refusal } from '../../../aws/refusals';
import type { MemberService } from '../desired';
import type { MemberSide, Unreadable } from '../observe';

/** What is done next about one account, named after AWS's operations. */
export type Step =
  /** GuardDuty in the member: CreateDetector, or UpdateDetector where it is suspended */
  | 'EnableDetectors'
  | 'CreateMembers'
  | 'InviteMembers'
  | 'AcceptInvitations'
  | 'StartMonitoringMembers'
  /** DeleteMembers of a record whose e-mail address failed and has been corrected since */
  | 'ForgetMembers';

/** Why nothing more is done about an account now. */
export interface Cause {
  readonly reason: string;
  readonly words: string;
  readonly hint: string;
}

/** One service in one account: the next steps, or what they wait for, or what a person must do. */
export interface Decision {
  readonly steps: readonly Step[];
  readonly wait?: Cause & { readonly soon: boolean };
  readonly except?: Cause;
}

/** Nothing is left to do. */
export const COVERED: Decision = { steps: [] };

export const next = (...steps: readonly Step[]): Decision => ({ steps });

export const wait = (cause: Cause, soon = true): Decision => ({ steps: [], wait: { ...cause, soon } });

export const except = (cause: Cause): Decision => ({ steps: [], except: cause });

export function isUnreadable(side: MemberSide | Unreadable): side is Unreadable {
  return 'unreadable' in side;
}

/** The decision about an account that cannot be read: transient causes wait, the others are exceptions. */
export function notReadable({ unreadable: { reason, words, hint, again } }: Unreadable): Decision {
  return again ? wait({ reason, words, hint }) : except({ reason, words, hint });
}

/** A state that AWS's documentation does not know, or that no account outside an organization has. */
export function unknownState(service: string, status: string): Decision {
  return except({
    reason: 'UnknownState',
    words: `${service} says ${status}, which this version does not know of an invited account`,
    hint: 'look at the account, and update this software',
  });
}

const REFUSED_HINTS: Readonly<Record<string, string>> = {
  MemberOfAnotherAdministrator:
    'have the account leave that administrator, or that administrator remove it: nothing is taken over',
  AdministersOthers: 'an account that administers others cannot be a member: have it remove its members first',
  MemberLimitReached: 'AWS takes no more members: remove some that are gone',
};

/** What AWS refused of an account in this run, kept apart by service. */
export class RefusedSteps {
  private readonly byAccount: ReadonlyMap<string, Refusal>;

  constructor(refusals: readonly Refusal[], of: MemberService) {
    const own = refusals.filter(({ operation }) => operation.startsWith(`${of}:`));
    this.byAccount = new Map(own.map((refusal) => [refusal.subject, refusal]));
  }

  /** The decision, unless AWS has refused a step of this account: then what AWS said. */
  instead(account: string, decision: Decision): Decision {
    const refusal = this.byAccount.get(account);
    if (!refusal || decision.steps.length === 0) return decision;
    const { reason, words, again } = refusal;
    if (again) return wait({ reason, words, hint: 'the next pass asks again' });
    return except({ reason, words, hint: REFUSED_HINTS[reason] ?? "act on AWS's words; the next run asks again" });
  }
}

/** E-mail addresses by what AWS compares of them: a difference in case alone would be tried again and again. */
export function sameAddress(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
