import type { OrganizationAccount } from '../../lambda/aws/organizations/organizations';
import { accountSettings as detectiveSettings } from '../../lambda/controllers/detective/plan/settings';
import type { GuardDutyDesired } from '../../lambda/controllers/guardduty/desired';
import { accountSettings as guardDutySettings } from '../../lambda/controllers/guardduty/plan/accounts';
import { organizationSettings, type Settings } from '../../lambda/controllers/guardduty/plan/settings';
import type { Match } from '../../lambda/overrides/desired';
import type { Config } from '../../lib/config';
import { type Path, written } from '../../lib/config/issue';
import type { Detection } from '../../lib/rollout/detection';
import type { KnownOrganization } from '../known-organization';

/** One setting that applies to an account in a region, and the line that decides it. */
export interface Setting {
  readonly service: 'GuardDuty' | 'Detective';
  readonly setting: string;
  readonly value: string;
  /** the path in the configuration that decides it */
  readonly decidedBy: string;
  /** absent for a default */
  readonly line?: number;
}

/** The settings that apply to one account in one region. */
export interface Explanation {
  readonly account: string;
  readonly name: string;
  /** its unit: the path of names, or the id if the names are unknown; empty for the root */
  readonly unit: string;
  readonly region: string;
  readonly settings: readonly Setting[];
  readonly notes: readonly string[];
}

/** The settings that apply to an account in the region of a detection. */
export function explanationOf(
  config: Config,
  organization: KnownOrganization,
  account: OrganizationAccount,
  detection: Detection,
): Explanation {
  const say = textFor(config);
  const id = account.path?.at(-1) ?? '';
  const isAdministrator = account.id === detection.guardDuty.administrator;
  return {
    account: account.id,
    name: account.name,
    unit: id.startsWith('r-') ? '' : (organization.unitNames.get(id) ?? id),
    region: detection.region,
    settings: [
      ...ofGuardDuty(guardDutySettings(detection.guardDuty, organization).of(account), isAdministrator, say),
      ...ofDetective(organization, account, detection, say),
    ],
    notes: notesOf(account, detection),
  };
}

type Say = (service: Setting['service'], path: Path, value: string, by: Match | undefined) => Setting;

function textFor(config: Config): Say {
  return (service, path, value, by) => {
    const decidedBy: Path = by ? ['overrides', Number(/\d+/.exec(by.path)?.[0]), ...path] : path;
    const line = config.lineOf(decidedBy);
    return {
      service,
      setting: written(path),
      value,
      decidedBy: written(decidedBy),
      ...(line !== undefined && { line }),
    };
  };
}

function ofGuardDuty({ excluded, autoEnable, features }: Settings, isAdministrator: boolean, say: Say): Setting[] {
  if (excluded.value) return [say('GuardDuty', ['exclude'], 'true', excluded.by?.match)];
  const { AI_ANALYST: analyst, ...others } = features;
  return [
    say('GuardDuty', ['guardDuty', 'autoEnable'], autoEnable.value, autoEnable.by?.match),
    ...Object.entries(others).map(([name, { value, by }]) =>
      say('GuardDuty', ['guardDuty', 'protectionPlans', name], wordsOf(value), by?.match),
    ),
    ...(isAdministrator && analyst
      ? [say('GuardDuty', ['guardDuty', 'aiAnalyst'], String(analyst.value.autoEnable !== 'NONE'), undefined)]
      : []),
  ];
}

function wordsOf({ autoEnable, additional }: GuardDutyDesired['plans'][string]): string {
  const on = Object.entries(additional).filter(([, value]) => value !== 'NONE');
  return [autoEnable, ...on.map(([name, value]) => `${name} ${value}`)].join(', ');
}

function ofDetective(
  organization: KnownOrganization,
  account: OrganizationAccount,
  { detective }: Detection,
  say: Say,
): Setting[] {
  if (!detective) return [];
  const { excluded, enabled, rank } = detectiveSettings(detective, organization).of(account);
  if (excluded.value) return [say('Detective', ['exclude'], 'true', excluded.by?.match)];
  const { length } = detective.priority;
  return [
    say('Detective', ['detective', 'enabled'], String(enabled.value), enabled.by?.match),
    ...(rank < length
      ? [say('Detective', ['detective', 'priority', rank], `${rank + 1} of ${length}`, undefined)]
      : []),
  ];
}

function notesOf({ state }: OrganizationAccount, { guardDuty, detectiveNote, notes }: Detection): string[] {
  const forAll = organizationSettings(guardDuty);
  const differing = [
    ...(forAll.autoEnable === guardDuty.autoEnable ? [] : [`enrolment is ${forAll.autoEnable}`]),
    ...Object.entries(forAll.plans)
      .filter(([name, { autoEnable }]) => autoEnable !== guardDuty.plans[name]?.autoEnable)
      .map(([name, { autoEnable }]) => `${name} is ${autoEnable}`),
  ];
  return [
    ...(state === 'ACTIVE' ? [] : [`Organizations reports state ${state}: muster does nothing about the account`]),
    ...(detectiveNote === undefined ? [] : [detectiveNote]),
    ...notes,
    ...(differing.length === 0
      ? []
      : [
          `Overrides apply here, so for the whole organization ${differing.join(', ')}: muster sets each account separately`,
        ]),
  ];
}
