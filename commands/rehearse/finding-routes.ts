import { readFinding } from '../../lambda/findings/finding';
import { deliveries, matchRoutes, routingFacts } from '../../lambda/findings/match';
import { notification } from '../../lambda/findings/notification';
import { decide } from '../../lambda/findings/occurrence';
import type { FindingRoutes, RouteRule } from '../../lib/rollout/routes';
import type { AccountEntry } from './account-entry';

/** The rules that are to tell somebody of a new finding, by what the routes say of it and of its account. */
export function rulesFor({ desired, rules }: FindingRoutes, finding: unknown, account: AccountEntry): RouteRule[] {
  const decision = decide(undefined, [readFinding(finding)]);
  const names = account.ou.split('/').filter((name) => name !== '');
  const told = notification(
    { ...decision, occurrence: decision.occurrence ?? { kind: 'new', count: 1 } },
    {
      desired,
      // the ids of units are the organization's own business; the example's routes go by names
      account: { ...account, ous: names.map((name) => ({ id: name, name })) },
      members: undefined,
      now: Date.now(),
    },
  );
  const to = deliveries(matchRoutes(routingFacts(told, desired.administrator), desired.routes, desired.defaultRoute));
  return rules.filter(({ target, route }) => to.get(target) === route);
}
