import type { OrganizationAccount } from '../../lambda/aws/organizations/organizations';
import { callerOf, type Desired, regionOf, type ServiceName } from '../../lambda/controllers/registry';
import { digestOf } from '../../lambda/reconcile/desired';
import { ascending, failsStrict } from '../../lambda/reconcile/plan';
import type { Config } from '../../lib/config';
import { desiredInManagement, type Rollout } from '../../lib/rollout';
import { desiredIn } from '../../lib/rollout/detection';
import { withLines } from '../config-lines';
import { FORMAT_VERSION, type PlanDocument, type PlannedChange } from './format';
import { sourcesOf } from './sources';
import { type Foreseen, isUnread, type Survey, type Unread } from './survey';

/** The part of a plan that is requested; everything if nothing is named. */
export interface Filters {
  readonly regions: readonly string[];
  /** ids */
  readonly accounts: readonly string[];
}

export interface Surveyed {
  readonly config: Config;
  readonly rollout: Rollout;
  readonly accounts: readonly OrganizationAccount[];
  readonly results: readonly (Survey | Unread)[];
  /** milliseconds */
  readonly at: number;
}

/** The plan as data, in an order that does not depend on who answered first. */
export function documentOf({ config, rollout, accounts, results, at }: Surveyed, filters: Filters): PlanDocument {
  const surveys = results.filter((each): each is Survey => !isUnread(each));
  const names = new Map(accounts.map(({ id, name }) => [id, name]));
  const isShown = shownBy(filters);
  const changesIn = (of: (survey: Survey) => readonly Foreseen[]) =>
    surveys
      .flatMap((survey) => of(survey).map((foreseen) => changeOf(config, survey.desired, foreseen, names)))
      .flatMap((change) => isShown.change(change))
      .sort(inOrder);
  const parts = {
    changes: changesIn(({ changes }) => changes),
    withheld: changesIn(({ withheld }) => withheld),
    blocked: sortedAs(
      surveys
        .flatMap(({ blocked }) => blocked.map((each) => ({ ...each, words: withLines(config, each.words) })))
        .filter(isShown.exception),
      keyOf,
    ),
    pending: sortedAs(surveys.flatMap(({ pending }) => pending).filter(isShown.exception), keyOf),
    unknown: sortedAs(surveys.flatMap(unknownIn).filter(isShown.region), ({ service, region, what }) =>
      [service, region, what].join(),
    ),
    unread: results.flatMap((each) => (isUnread(each) ? [unreadOf(each)] : [])),
  };
  return {
    formatVersion: FORMAT_VERSION,
    takenAt: new Date(at).toISOString(),
    organization: {
      managementAccount: rollout.managementAccount,
      administrator: rollout.administrator,
      accounts: accounts.length,
    },
    configuration: {
      file: config.file,
      digest: digestOf([...desiredInManagement(rollout), ...rollout.detections.flatMap(desiredIn)]),
    },
    mode: config.mode,
    redacted: false,
    filters: { regions: [...filters.regions], accounts: [...filters.accounts] },
    ...parts,
    notes: [...new Set(surveys.flatMap(({ notes }) => notes))].sort(ascending),
    summary: {
      changes: parts.changes.length,
      accounts: new Set(parts.changes.flatMap((change) => change.accounts.map(({ id }) => id))).size,
      regions: new Set(parts.changes.map(({ region }) => region)).size,
      withheld: parts.withheld.length,
      blocked: parts.blocked.length,
      pending: parts.pending.length,
      unknown: parts.unknown.length,
      unread: parts.unread.length,
    },
  };
}

/** The exit codes of `plan`: scripts depend on them. */
export const PLAN_EXIT = { nothing: 0, unread: 1, changes: 2, refused: 3, fails: 4 } as const;

/** The exit code for a plan: the first that applies of could not look, refused by the guard, would fail, changes. */
export function exitCodeOf({ mode, changes, blocked, unknown, unread }: PlanDocument, strict: boolean): number {
  if (unread.length > 0) return PLAN_EXIT.unread;
  // everything is only reported, and nothing fails
  if (mode === 'observe') return PLAN_EXIT.nothing;
  if (blocked.some(({ reason }) => reason === 'UnsafePlan')) return PLAN_EXIT.refused;
  if (blocked.some((each) => each.scope !== 'account' || (strict && failsStrict(each)))) return PLAN_EXIT.fails;
  return changes.length + unknown.length > 0 ? PLAN_EXIT.changes : PLAN_EXIT.nothing;
}

function changeOf(
  config: Config,
  desired: Desired,
  { step, action, effect, words, values }: Foreseen,
  names: ReadonlyMap<string, string>,
): PlannedChange {
  const of = 'of' in action && typeof action.of === 'string' ? { of: action.of } : {};
  return {
    step,
    service: desired.service,
    region: action.region,
    action: action.type,
    ...of,
    effect,
    words,
    accounts: [...(action.accounts ?? [])]
      .sort((a, b) => ascending(a.id, b.id))
      .map(({ id }) => {
        const name = names.get(id);
        return { id, ...(name !== undefined && { name }) };
      }),
    values: values.map((value) => {
      const { by: _, ...shown } = value;
      return { ...shown, sources: sourcesOf(config, desired.service, action, value) };
    }),
  };
}

function unknownIn({ desired, unknown }: Survey): PlanDocument['unknown'] {
  return unknown.map((each) => ({ service: desired.service, region: regionOf(desired), ...each }));
}

function unreadOf({ desired, error }: Unread): PlanDocument['unread'][number] {
  const about = { service: desired.service, region: regionOf(desired), account: callerOf(desired) };
  return { ...about, reason: error.code, words: error.story, hint: error.hint ?? '' };
}

function shownBy({ regions, accounts }: Filters) {
  const inRegion = (region: string) => regions.length === 0 || regions.includes(region);
  const isAsked = (id: string) => accounts.length === 0 || accounts.includes(id);
  return {
    region: ({ region }: { readonly region: string }) => inRegion(region),
    exception: ({ region, account }: { readonly region: string; readonly account: string }) =>
      inRegion(region) && isAsked(account),
    change: (change: PlannedChange): PlannedChange[] => {
      if (!inRegion(change.region)) return [];
      if (accounts.length === 0 || change.accounts.length === 0) return [change];
      const left = change.accounts.filter(({ id }) => isAsked(id));
      return left.length > 0 ? [{ ...change, accounts: left }] : [];
    },
  };
}

/** The services in the order in which a deployment reaches them. */
const ORDER: readonly string[] = [
  'delegation',
  'policies',
  'guardduty',
  'detective',
  'invitations',
] satisfies ServiceName[];

function inOrder(a: PlannedChange, b: PlannedChange): number {
  const service = (change: PlannedChange) => ORDER.indexOf(change.service);
  return service(a) - service(b) || ascending(a.region, b.region) || a.step - b.step;
}

function sortedAs<T>(items: readonly T[], by: (item: T) => string): T[] {
  return [...items].sort((a, b) => ascending(by(a), by(b)));
}

function keyOf(each: PlanDocument['blocked'][number]): string {
  return [each.service, each.region, each.account, each.reason].join('/');
}
