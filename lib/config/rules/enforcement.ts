/** What `guardDuty.enforcedBy: policy` cannot do (docs/guardduty-policies.md). */
import { IN_POLICIES } from '../../../lambda/controllers/guardduty/desired';
import type { Draft } from '../draft';
import type { Path } from '../issue';
import type { Breach, Rule } from './rule';

interface Plan {
  readonly autoEnable: string;
  readonly additional: Readonly<Record<string, string>>;
}

/** AWS announced the policy type for its commercial regions and GovCloud. */
export const policiesAreOffered: Rule = ({ guardDuty, partition }) => {
  if (guardDuty?.enforcedBy !== 'policy' || partition !== 'aws-cn') return [];
  const message = 'AWS Organizations has no GuardDuty policies in aws-cn';
  return [{ level: 'error', path: ['guardDuty', 'enforcedBy'], message, allowed: ['loop'] }];
};

/** While the policy type is enabled, AWS has no setting for new accounts only. */
export const policiesReachEveryAccount: Rule = (config) =>
  plansIn(config).flatMap(({ path, autoEnable, additional }): Breach[] => [
    ...(autoEnable === 'NEW' ? [newOnly(path)] : []),
    ...Object.entries(additional).flatMap(([name, value]) =>
      value === 'NEW' ? [newOnly([...path, 'additional', name])] : [],
    ),
  ]);

/** What policies have no name for is no mistake: each pass sets it, as with `loop`. */
export const policiesHaveNames: Rule = (config) =>
  plansIn(config).flatMap(({ path, autoEnable, additional }): Breach[] => {
    const known = IN_POLICIES[String(path.at(-1))];
    if (autoEnable === 'NONE' || path.at(-1) === 'autoEnable') return [];
    const unknown = Object.entries(additional).filter(([name, value]) => value !== 'NONE' && !known?.includes(name));
    if (known && unknown.length === 0) return [];
    const what = known ? unknown.map(([name]) => name).join(', ') : String(path.at(-1));
    return [
      { level: 'warning', path, message: `no policy can set ${what}: the scheduled passes alone enforce the plan` },
    ];
  });

function newOnly(path: Path): Breach {
  const message = 'policies cannot set it for new accounts only';
  return { level: 'error', path, message, allowed: ['ALL', 'NONE'] };
}

/** Every plan that is written or has a default, and the two settings for enrolment as plans without additional configurations. */
function plansIn({ guardDuty, overrides = [] }: Draft): (Plan & { readonly path: Path })[] {
  if (guardDuty?.enforcedBy !== 'policy') return [];
  const of = (base: Path, autoEnable: string | undefined, plans: Readonly<Record<string, Plan | undefined>>) => [
    ...(autoEnable === undefined ? [] : [{ path: [...base, 'autoEnable'], autoEnable, additional: {} }]),
    ...Object.entries(plans).flatMap(([name, plan]) =>
      plan ? [{ path: [...base, 'protectionPlans', name], ...plan }] : [],
    ),
  ];
  return [
    ...of(['guardDuty'], guardDuty.autoEnable, guardDuty.protectionPlans),
    ...overrides.flatMap(({ guardDuty: own }, index) =>
      of(['overrides', index, 'guardDuty'], own.autoEnable, own.protectionPlans),
    ),
  ];
}
