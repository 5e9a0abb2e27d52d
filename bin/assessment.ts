import { type Connection, connect } from '../lambda/aws/clients';
import { delegationController } from '../lambda/delegation';
import { detectiveController } from '../lambda/detective';
import { guardDutyController } from '../lambda/guardduty';
import { assess } from '../lambda/reconcile/reconcile';
import type { Report } from '../lambda/reconcile/report';
import type { Rollout } from '../lib/rollout';

/**
 * What is true now, read with the same code that deploys and repairs; writes nothing.
 * @param connectionOf how AWS is reached as an account
 * @returns one report for the delegation, then two for each region: GuardDuty and, where it is offered, Detective
 */
export async function assessRollout(
  rollout: Rollout,
  connectionOf: (accountId: string) => Connection,
): Promise<Report[]> {
  const management = connect(connectionOf(rollout.managementAccount));
  const administrator = connect(connectionOf(rollout.administrator));
  const assessments = await Promise.all([
    assess(delegationController(management), rollout.delegation),
    ...rollout.detections.flatMap(({ guardDuty, detective }) => [
      assess(guardDutyController(administrator), guardDuty),
      ...(detective ? [assess(detectiveController(administrator), detective)] : []),
    ]),
  ]);
  return assessments.map(({ report }) => report);
}

/** Whether everything is as the configuration asks, but for exceptions that no action of ours could change. */
export function isConverged(reports: readonly Report[]): boolean {
  return reports.every(
    ({ remaining, pending, exceptions }) =>
      remaining.length === 0 && pending.length === 0 && exceptions.every(({ scope }) => scope === 'account'),
  );
}
