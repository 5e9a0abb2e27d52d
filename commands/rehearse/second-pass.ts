import { type Connection, connect } from '../../lambda/aws/clients';
import { controllerOf } from '../../lambda/controllers/controllers';
import { callerOf } from '../../lambda/controllers/registry';
import { reconcile } from '../../lambda/reconcile/reconcile';
import type { Report } from '../../lambda/reconcile/report';
import { desiredInManagement, type Rollout } from '../../lib/rollout';
import { desiredIn } from '../../lib/rollout/detection';

/**
 * One more pass of the loop that deployed everything. In a converged organization it changes nothing; it repeats requests
 * that AWS refuses for good, because only a refusal shows the reason.
 * @param connectionOf how AWS is reached as an account
 * @returns one report for the delegation, then one for each controller of each region
 */
export async function secondPass(rollout: Rollout, connectionOf: (accountId: string) => Connection): Promise<Report[]> {
  const all = [...desiredInManagement(rollout), ...rollout.detections.flatMap(desiredIn)];
  const callers = [...new Set(all.map(callerOf))];
  const ports = new Map(callers.map((account) => [account, connect(connectionOf(account))]));
  return Promise.all(
    all.map((desired) => {
      const aws = ports.get(callerOf(desired)) ?? connect(connectionOf(callerOf(desired)));
      return reconcile(controllerOf(desired, aws), desired);
    }),
  );
}

/** Whether everything is as the configuration asks, except for accounts that no action of ours could cover. */
export function isConverged(reports: readonly Report[]): boolean {
  return reports.every(
    ({ applied, remaining, pending, exceptions }) =>
      applied.length + remaining.length + pending.length === 0 && exceptions.every(({ scope }) => scope === 'account'),
  );
}
