import type { Refusal } from '../../../aws/refusals';
import type { MemberService } from '../desired';
import type { MemberSide, Unreadable } from '../observe';

/** The next step for an account, named after AWS's operations. */
export type Step =
  /** GuardDuty in the member: CreateDetector, or UpdateDetector if it is suspended */
  | 'EnableDetectors'
  | 'CreateMembers'
  | 'InviteMembers'
  | 'AcceptInvitations'
  | 'StartMonitoringMembers'
  /** DeleteMembers of a record whose e-mail address failed and has been corrected since */
  | 'ForgetMembers';

/** Why an account has no further step at the moment. */
export interface Cause {
  readonly reason: string;
  readonly words: string;
  readonly hint: string;
}

/** The decision about one service in one account: the next steps, or the cause of waiting, or of an exception. */
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

/** An undocumented state, or one that no outside account can have. */
export function unknownState(service: string, status: string): Decision {
  return except({
    reason: 'UnknownState',
    words: `${service} says ${status}, which this version does not know of an invited account`,
    hint: 'check the account in the AWS console, and upgrade muster',
  });
}

const REFUSED_HINTS: Readonly<Record<string, string>> = {
  MemberOfAnotherAdministrator:
    'have the account leave that administrator, or that administrator remove it: muster does not take accounts over',
  AdministersOthers: 'an account that administers others cannot be a member: have it remove its members first',
  MemberLimitReached: 'AWS accepts no more members: remove some that are no longer needed',
};

/** The steps that AWS refused in this run, by service and account. */
export class RefusedSteps {
  private readonly byAccount: ReadonlyMap<string, Refusal>;

  constructor(refusals: readonly Refusal[], of: MemberService) {
    const own = refusals.filter(({ operation }) => operation.startsWith(`${of}:`));
    this.byAccount = new Map(own.map((refusal) => [refusal.subject, refusal]));
  }

  /** The decision, unless AWS has refused a step of the account: then the refusal. */
  instead(account: string, decision: Decision): Decision {
    const refusal = this.byAccount.get(account);
    if (!refusal || decision.steps.length === 0) return decision;
    const { reason, words, again } = refusal;
    if (again) return wait({ reason, words, hint: 'the next pass asks again' });
    return except({
      reason,
      words,
      hint: REFUSED_HINTS[reason] ?? "act on AWS's words; muster asks AWS again within a day",
    });
  }
}

/** Whether AWS considers two e-mail addresses equal: it ignores case. */
export function sameAddress(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
