import { isEnabled } from '../../../aws/detective/graph';
import type { Coverage } from '../../../reconcile/controller';
import { ascending } from '../../../reconcile/plan';
import type { DetectiveDesired } from '../desired';
import type { DetectiveObserved } from '../observe';
import { accountSettings } from './settings';

/** The accounts that are desired in the graph, and those of them that contribute to it; the administrator always does. */
export function coverage(desired: DetectiveDesired, observed: DetectiveObserved): Coverage {
  const { accounts, graph, members } = observed;
  const settings = accountSettings(desired, observed);
  const asked = accounts.filter((account) => {
    const { excluded, enabled } = settings.of(account);
    return account.state === 'ACTIVE' && (account.id === desired.administrator || (enabled.value && !excluded.value));
  });
  const active = new Set(asked.map(({ id }) => id));
  const enabled = members.filter((member) => isEnabled(member) && active.has(member.account));
  const contributing = new Set([...(graph ? [desired.administrator] : []), ...enabled.map(({ account }) => account)]);
  return { covered: [...contributing].sort(ascending), expected: active.size };
}
