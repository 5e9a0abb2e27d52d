import type { ListKind, RuleOrList } from '../../../aws/guardduty/rules-and-lists';
import type { Difference } from '../../../reconcile/difference';
import { ascending, type Exception } from '../../../reconcile/plan';
import { criteriaDigest, type GuardDutyDesired } from '../desired';
import type { GuardDutyObserved } from '../observe';

type Owned = NonNullable<GuardDutyDesired['rulesAndLists']>[number];
type Observed = Pick<GuardDutyObserved, 'rulesAndLists'>;

const TITLES: Readonly<Record<Owned['kind'], string>> = {
  suppressionRules: 'suppression rule',
  trustedIpLists: 'trusted IP list',
  threatIpLists: 'threat IP list',
  trustedEntityLists: 'trusted entity list',
  threatEntityLists: 'threat entity list',
};

/** The effect of a list on findings about its entries, in words. */
const DOES: Readonly<Record<ListKind, string>> = {
  trustedIpLists: 'no findings arise',
  threatIpLists: 'findings arise',
  trustedEntityLists: 'no findings arise',
  threatEntityLists: 'findings arise',
};

/** Statuses of a list that is active or being activated. */
const IN_USE: ReadonlySet<string> = new Set(['ACTIVATING', 'ACTIVE']);
/** Most characters of criteria in an exception. */
const LONGEST = 400;

/** K4: exceptions for suppression rules and lists that the configuration does not name: they hide or add findings of every account. */
export function foreignSuppressions(desired: GuardDutyDesired, { rulesAndLists = [] }: Observed): Exception[] {
  const own = new Set((desired.rulesAndLists ?? []).map(keyOf));
  return rulesAndLists
    .filter((each) => !own.has(keyOf(each)) && isUsed(each))
    .sort((a, b) => ascending(keyOf(a), keyOf(b)))
    .map((each) => ({
      account: desired.administrator,
      region: desired.region,
      service: 'guardduty',
      reason: 'ForeignSuppression',
      words: wordsOf(each),
      hint: `find out who created it; delete it, or name it under guardDuty.${each.kind} and delete it right before the deployment`,
      scope: 'account',
    }));
}

/** K4: differences of the configuration's own rules and lists. In mode observe there are none, since they are not deployed. */
export function changedSuppressions({ rulesAndLists }: Observed, desired: GuardDutyDesired): Difference[] {
  if (!rulesAndLists || desired.mode === 'observe') return [];
  const observed = new Map(rulesAndLists.map((each) => [keyOf(each), each]));
  return (desired.rulesAndLists ?? []).flatMap((own): Difference[] => {
    const now = observed.get(keyOf(own));
    const about = { account: desired.administrator };
    const name = `${TITLES[own.kind]} ${own.name}`;
    if (!now) return [{ ...about, reason: 'SuppressionDeleted', words: `${name} does not exist any more` }];
    const change = changeOf(own, now, desired.administrator);
    return change === undefined ? [] : [{ ...about, reason: 'SuppressionChanged', words: `${name} ${change}` }];
  });
}

function changeOf({ digest }: Owned, now: RuleOrList, administrator: string): string | undefined {
  if (now.kind === 'suppressionRules') {
    if (!now.archives) return 'does not archive findings any more';
    if (digest === undefined || criteriaDigest(now.criteria) === digest) return undefined;
    return `has other criteria than the configuration: ${shortened(now.criteria)}`;
  }
  if (now.owner !== administrator) return `is read from a bucket of another account: ${now.location}`;
  return IN_USE.has(now.status) ? undefined : `is ${now.status} instead of ACTIVE`;
}

function keyOf({ kind, name }: Pick<Owned, 'kind' | 'name'>): string {
  return `${kind}/${name}`;
}

/** Whether it has an effect: a filter that does not archive is only a saved search, and a list may be inactive. */
function isUsed(each: RuleOrList): boolean {
  return each.kind === 'suppressionRules' ? each.archives : IN_USE.has(each.status);
}

function wordsOf(each: RuleOrList): string {
  const name = `${TITLES[each.kind]} ${each.name}`;
  if (each.kind === 'suppressionRules')
    return `${name}, which the configuration does not name, archives findings of every account that match ${shortened(each.criteria)}`;
  return `${name}, which the configuration does not name: for the entries of ${each.location} ${DOES[each.kind]} in every account`;
}

function shortened(criteria: object): string {
  const text = JSON.stringify(criteria);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
