import { writeFileSync } from 'node:fs';
import type { Connection } from '../../lambda/aws/clients';
import { loadConfig } from '../../lib/config';
import { type Rollout, rollout } from '../../lib/rollout';
import { EXIT } from '../exit-codes';
import { suggestion, UsageError } from '../usage-error';
import type { PlanDocument } from './format';
import { htmlOf } from './html';
import { markdownOf } from './markdown';
import type { PlanOptions } from './options';
import { policiesFor } from './policy';
import { reach } from './reach';
import { redacted } from './redact';
import { documentOf, exitCodeOf } from './report';
import { survey } from './survey';
import { textOf } from './text';

/** Where the command writes, and how it reaches AWS. */
export interface Surroundings {
  readonly say?: (text: string) => void;
  /** progress, which is no part of the plan */
  readonly hint?: (text: string) => void;
  readonly connection?: Connection;
}

/**
 * Shows what a deployment would do to the organization of the environment's credentials. It only reads.
 * @returns the exit code, one of `PLAN_EXIT`
 * @throws UsageError, or RolloutError if AWS cannot be reached
 */
export async function runPlan(
  options: PlanOptions,
  { say = console.log, hint, connection = {} }: Surroundings = {},
): Promise<number> {
  const config = loadConfig(options.config);
  const desired = rollout(config);
  if (options.printPolicy) {
    say(json(policiesFor(desired, options)));
    return EXIT.ok;
  }
  const regions = chosenRegions(options, desired);
  const { profile } = options;
  const ports = await reach(desired, options, { ...connection, ...(profile !== undefined && { profile }) });
  const { accounts } = await ports.management.organizations(desired.homeRegion).accounts();
  const ids = chosenAccounts(options, accounts);
  const results = await survey(desired, regions.length === 0 ? governed(desired) : regions, ports, progressTo(hint));
  const surveyed = { config, rollout: desired, accounts, results, at: ports.management.now() };
  const plan = documentOf(surveyed, { regions, accounts: ids });
  const shown = options.redact ? redacted(plan, accounts) : plan;
  print(shown, options, say);
  return exitCodeOf(plan, config.strict);
}

function print(plan: PlanDocument, options: PlanOptions, say: (text: string) => void): void {
  const form = formOf(plan, options);
  if (options.out === undefined) {
    say(form ?? textOf(plan));
    return;
  }
  writeFileSync(options.out, `${form ?? json(plan)}\n`);
  say(textOf(plan));
  say(`written to ${options.out}`);
}

/** The plan in the requested form; undefined for none. */
function formOf(plan: PlanDocument, { json: asJson, markdown, html }: PlanOptions): string | undefined {
  if (asJson) return json(plan);
  if (markdown) return markdownOf(plan);
  return html ? htmlOf(plan) : undefined;
}

function json(value: unknown): string {
  return JSON.stringify(value, undefined, 2);
}

function governed({ detections }: Rollout): string[] {
  return detections.map(({ region }) => region);
}

function chosenRegions({ region = [] }: PlanOptions, desired: Rollout): readonly string[] {
  const known = governed(desired);
  for (const each of region.filter((name) => !known.includes(name)))
    throw new UsageError(`--region: ${each} is not governed${suggestion(each, known)}; governed: ${known.join(', ')}`);
  return region;
}

function chosenAccounts(
  { account = [] }: PlanOptions,
  accounts: readonly { readonly id: string; readonly name: string }[],
): string[] {
  return account.map((each) => {
    const [found, ...others] = accounts.filter(({ id, name }) => [id, name].includes(each));
    if (found && others.length === 0) return found.id;
    const known = accounts.flatMap(({ id, name }) => [name, id]);
    const why = found
      ? 'is the name of several accounts: name one by its id'
      : `is not in the organization${suggestion(each, known)}`;
    throw new UsageError(`--account: ${each} ${why}`);
  });
}

/** One line each time another tenth is done. */
function progressTo(hint: ((text: string) => void) | undefined): (done: number, all: number) => void {
  if (!hint) return () => undefined;
  let said = 0;
  return (done, all) => {
    const tenth = Math.floor((done / all) * 10);
    if (tenth === said) return;
    said = tenth;
    hint(`looked at ${done} of ${all}`);
  };
}
