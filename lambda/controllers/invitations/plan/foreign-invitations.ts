import { ascending, type Exception, type Plan, planOf } from '../../../reconcile/plan';
import type { InvitationsAction } from '../action';
import type { InvitationsDesired, MemberService } from '../desired';
import type { InvitationsObserved } from '../observe';
import { isUnreadable } from './decision';

const HINT =
  'a security event: find out who invites the account. muster does not answer it; the owner of the account can decline it';

/** I1: another account that invites a member wants to see its activity. Each such invitation is reported, and none is answered. */
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

/** A note about accounts without access, whose invitations cannot be seen, even if they are covered. */
function unseen(region: string, sides: InvitationsObserved['sides']): string[] {
  const closed = [...sides].filter(([, side]) => isUnreadable(side)).map(([account]) => account);
  if (closed.length === 0) return [];
  return [
    `invitations of others in ${region} cannot be seen in ${closed.sort(ascending).join(', ')}: the accounts cannot be read`,
  ];
}
