import { readFinding } from '../../lambda/findings/finding';
import { deliveries, matchRoutes, routingFacts } from '../../lambda/findings/match';
import { notification } from '../../lambda/findings/notification';
import { decide } from '../../lambda/findings/occurrence';
import type { FindingRoutes, RouteRule } from '../../lib/rollout/routes';
import type { AccountEntry } from './account-entry';

/** The rules that deliver a new finding, according to the routes. */
export function rulesFor({ desired, rules }: FindingRoutes, finding: unknown, account: AccountEntry): RouteRule[] {
  const decision = decide(undefined, [readFinding(finding)]);
  const names = account.ou.split('/').filter((name) => name !== '');
  const notice = notification(
    { ...decision, occurrence: decision.occurrence ?? { kind: 'new', count: 1 } },
    {
      desired,
      // the ids of units are not known here; the example's routes use names
      account: { ...account, ous: names.map((name) => ({ id: name, name })) },
      members: undefined,
      now: Date.now(),
    },
  );
  const to = deliveries(matchRoutes(routingFacts(notice, desired.administrator), desired.routes, desired.defaultRoute));
  return rules.filter(({ target, route }) => to.get(target) === route);
}
