import { nameOf } from '../../lambda/controllers/registry';
import type { PlanDocument, PlannedChange } from './format';

/** The same change in several regions, as a person reads it. */
export interface Block extends Pick<PlannedChange, 'service' | 'step' | 'action' | 'effect' | 'accounts' | 'values'> {
  readonly regions: readonly string[];
}

/** Changes that differ only in their region, each once. */
export function blocksOf(changes: readonly PlannedChange[]): Block[] {
  const blocks = new Map<string, Block>();
  for (const { region, words: _, values, ...rest } of changes) {
    // a request repeats what stays
    const change = { ...rest, values: values.filter(({ before, after }) => before !== after) };
    const key = JSON.stringify(change);
    blocks.set(key, { ...change, regions: [...(blocks.get(key)?.regions ?? []), region] });
  }
  return [...blocks.values()];
}

/** The most accounts that a text names; the JSON has them all. */
const NAMED = 8;

/** The accounts of a change: `300000000000 shop, 300000000001 and 59 more`. */
export function namedAccounts(accounts: Block['accounts']): string {
  const shown = accounts.slice(0, NAMED).map(({ id, name }) => (name ? `${id} ${name}` : id));
  const more = accounts.length - shown.length;
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** What is done, and to how many accounts. */
export function titleOf({ action, accounts }: Block): string {
  if (accounts.length === 0) return action;
  return `${action}: ${many(accounts.length, 'account')}`;
}

function many(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

/** The service for people, and its regions. */
export function placeOf({ service, regions }: Pick<Block, 'service' | 'regions'>): string {
  return `${nameOf(service)} in ${regions.length > 6 ? `${regions.length} regions (${regions.join(', ')})` : regions.join(', ')}`;
}

/** The values that a change replaces: `NONE → ALL`. */
export function fromTo({ before, after }: Block['values'][number]): string {
  return before === undefined ? after : `${before === 'UNKNOWN' ? 'unknown until enrolled' : before} → ${after}`;
}

/** Where the configuration decides a value: `rollout.yaml:12 guardDuty.autoEnable`. */
export function sourceOf({ sources }: Block['values'][number], file: string): string {
  return sources
    .map(({ path, line }) => (line === undefined ? `default of ${path}` : `${file}:${line} ${path}`))
    .join(', ');
}

/** Exceptions that differ only in account and region, each once. */
export function alike<E extends PlanDocument['blocked'][number]>(exceptions: readonly E[]) {
  const groups = new Map<string, { first: E; regions: Set<string>; accounts: Set<string> }>();
  for (const each of exceptions) {
    const key = [each.service, each.reason, each.words.replaceAll(each.region, '').replaceAll(each.account, '')].join(
      '/',
    );
    const group = groups.get(key) ?? { first: each, regions: new Set<string>(), accounts: new Set<string>() };
    group.regions.add(each.region);
    group.accounts.add(each.account);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** The unknown parts, each once with its regions. */
export function unknownBlocks(unknown: PlanDocument['unknown']) {
  const groups = new Map<string, { what: string; until: string; service: string; regions: string[] }>();
  for (const { region, ...each } of unknown) {
    const key = JSON.stringify(each);
    groups.set(key, { ...each, regions: [...(groups.get(key)?.regions ?? []), region] });
  }
  return [...groups.values()];
}

/** The closing sentence with the counts. */
export function closing({ mode, summary, unread }: PlanDocument): string {
  const { changes, accounts, regions, withheld, blocked, pending, unknown } = summary;
  const done =
    changes === 0
      ? 'nothing to do'
      : `${many(changes, 'change')} in ${many(regions, 'region')}, to ${many(accounts, 'account')}`;
  const rest = [
    [withheld, 'withheld'],
    [blocked, 'blocked'],
    [pending, 'pending at AWS'],
    [unknown, 'unknown'],
    [unread.length, 'not looked at'],
  ] as const;
  const others = rest.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  const only = mode === 'observe' ? ' The mode is observe: a deployment changes nothing.' : '';
  return `Plan: ${[done, ...others].join('; ')}.${only}`;
}
