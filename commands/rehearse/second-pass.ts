import { type Connection, connect } from '../../lambda/aws/clients';
import { delegationController } from '../../lambda/controllers/delegation';
import { detectiveController } from '../../lambda/controllers/detective';
import { guardDutyController } from '../../lambda/controllers/guardduty';
import { invitationsController } from '../../lambda/controllers/invitations';
import { reconcile } from '../../lambda/reconcile/reconcile';
import type { Report } from '../../lambda/reconcile/report';
import type { Rollout } from '../../lib/rollout';

/**
 * One more pass of the loop that deployed everything, from here. In a converged organization it changes nothing; what
 * AWS refuses for good it asks for once more, because AWS tells the reason only then.
 * @param connectionOf how AWS is reached as an account
 * @returns one report for the delegation, then for each region GuardDuty's and, where it is offered, Detective's, and that of
 *   accounts outside the organization where any are listed
 */
export async function secondPass(rollout: Rollout, connectionOf: (accountId: string) => Connection): Promise<Report[]> {
  const management = connect(connectionOf(rollout.managementAccount));
  const administrator = connect(connectionOf(rollout.administrator));
  return Promise.all([
    reconcile(delegationController(management), rollout.delegation),
    ...rollout.detections.flatMap(({ guardDuty, detective, invitations }) => [
      reconcile(guardDutyController(administrator), guardDuty),
      ...(detective ? [reconcile(detectiveController(administrator), detective)] : []),
      ...(invitations ? [reconcile(invitationsController(administrator), invitations)] : []),
    ]),
  ]);
}

/** Whether everything was as the configuration asks, but for accounts that no action of ours could cover. */
export function isConverged(reports: readonly Report[]): boolean {
  return reports.every(
    ({ applied, remaining, pending, exceptions }) =>
      applied.length + remaining.length + pending.length === 0 && exceptions.every(({ scope }) => scope === 'account'),
  );
}
