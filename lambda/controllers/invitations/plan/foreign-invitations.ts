import { ascending, type Exception, type Plan, planOf } from '../../../reconcile/plan';
import type { InvitationsAction } from '../action';
import type { InvitationsDesired, MemberService } from '../desired';
import type { InvitationsObserved } from '../observe';
import { isUnreadable } from './decision';

const HINT =
  'a security event: ask who invites the account. Nothing here answers it; declining it is for the owner of the account';

/** I1: whoever else invites an account wants to see what it does. Each such invitation is reported, and none is answered. */
export function planForeignInvitations(
  { administrator, region }: InvitationsDesired,
  { sides }: InvitationsObserved,
): Plan<InvitationsAction> {
  const blocked = [...sides].flatMap(([account, side]) => {
    if (isUnreadable(side)) return [];
    const exceptionOf = (service: MemberService, words: string): Exception => ({
      account,
      region,
      service,
      reason: 'ForeignInvitation',
      words,
      hint: HINT,
      scope: 'account',
    });
    return [
      ...side.invitations
        .filter((each) => each.administrator !== administrator && each.status === 'Invited')
        .map(({ administrator: by, id }) => exceptionOf('guardduty', `account ${by} invites the account (${id})`)),
      ...side.graphInvitations
        .filter((each) => each.administrator !== administrator && each.status === 'INVITED')
        .map(({ administrator: by, graph }) =>
          exceptionOf('detective', `account ${by} invites the account to ${graph}`),
        ),
    ];
  });
  return planOf<InvitationsAction>({ blocked, notes: unseen(region, sides) });
}

/** Without access, invitations cannot be seen: a note says so, for covered accounts too. */
function unseen(region: string, sides: InvitationsObserved['sides']): string[] {
  const closed = [...sides].filter(([, side]) => isUnreadable(side)).map(([account]) => account);
  if (closed.length === 0) return [];
  return [
    `invitations of others in ${region} cannot be seen in ${closed.sort(ascending).join(', ')}: the accounts cannot be looked into`,
  ];
}
