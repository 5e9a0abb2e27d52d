import { writeFile } from 'node:fs/promises';
import pc from 'picocolors';
import type { Report } from '../../lambda/reconcile/report';
import { type Config, loadConfig } from '../../lib/config';
import { type Rollout, rollout } from '../../lib/rollout';
import { EXIT } from '../exit-codes';
import { readOrganizationFile } from '../input-file';
import { Interruption } from '../interruption';
import { undeployable } from '../opt-in-regions';
import type { AccountEntry } from './account-entry';
import { coverageText } from './coverage';
import { type DeploymentLine, deploy } from './deployment';
import { followFindings } from './findings';
import type { RehearsalOptions } from './options';
import { reachText } from './reach';
import { isConverged, secondPass } from './second-pass';
import { SimulatedOrganization } from './simulated-organization';

type Say = (text: string) => void;

/**
 * Deploys the configuration into a simulated organization with the real CDK CLI, then shows the observed state and the
 * notifications that recipients get.
 * @returns the exit code: 0 only if the observed state is as the configuration asks and the findings arrived
 */
export async function runRehearsal(options: RehearsalOptions, say: Say = console.log): Promise<number> {
  const config = loadConfig(options.config);
  const mistakes = undeployable(rollout(config), options.organization);
  if (mistakes !== undefined) {
    say(pc.red(mistakes));
    return EXIT.unmet;
  }
  const accounts = accountsIn(options.organization);
  const interruption = new Interruption();
  const starting = SimulatedOrganization.start(options.organization);
  try {
    return await Promise.race([rehearseOn(starting, config, options, accounts, interruption, say), interruption.code]);
  } finally {
    await interruption.end();
    await starting.then(
      (organization) => organization.stop(),
      () => undefined,
    );
  }
}

async function rehearseOn(
  starting: Promise<SimulatedOrganization>,
  config: Config,
  options: RehearsalOptions,
  accounts: ReadonlyMap<string, AccountEntry>,
  interruption: Interruption,
  say: Say,
): Promise<number> {
  const organization = await starting;
  say(step(1, `a simulated organization with ${accounts.size} accounts answers at ${organization.endpoint}`));
  const code = await rehearseIn(organization, config, options, accounts, interruption, say);
  if (!options.keep) return code;
  await keep(organization, config, say);
  return interruption.await(code);
}

async function rehearseIn(
  organization: SimulatedOrganization,
  config: Config,
  options: RehearsalOptions,
  accounts: ReadonlyMap<string, AccountEntry>,
  interruption: Interruption,
  say: Say,
): Promise<number> {
  const desired = rollout(config);
  say(step(2, `the CDK CLI deploys ${options.config}: ${desired.detections.length} regions`));
  const code = await deployed(organization, config, options.config, interruption, say);
  if (code !== 0) return EXIT.unmet;

  say(step(3, 'the result: one more pass over everything, which should find nothing to do'));
  const reports = await assessed(organization, desired);
  if (options.report) await writeFile(options.report, `${JSON.stringify(reports, null, 2)}\n`);
  say(coverageText(reports, notesOf(desired), (id) => accounts.get(id)?.name ?? ''));

  say(step(4, 'findings arise in member accounts, far from home'));
  const arrived = await followFindings(organization, desired, reports, (id) => accounts.get(id), say);

  const converged = isConverged(reports);
  say(verdict(converged, arrived));
  return converged && arrived ? EXIT.ok : EXIT.unmet;
}

async function deployed(
  organization: SimulatedOrganization,
  config: Config,
  file: string,
  interruption: Interruption,
  say: Say,
): Promise<number> {
  const start = performance.now();
  const environment = organization.environmentOf(config.organization.managementAccount, config.homeRegion);
  const printed: string[] = [];
  const onLine = ({ text, progress }: DeploymentLine) => {
    printed.push(text);
    if (progress) say(`  ${text.trim()}`);
  };
  const code = await interruption.cleanly(deploy(file, environment, onLine, interruption.signal));
  if (interruption.signal.aborted) return code;
  if (code !== 0)
    say([pc.red(`the CDK CLI ended with exit code ${code}; its last lines:`), ...printed.slice(-40)].join('\n'));
  else say(`  deployed in ${Math.round((performance.now() - start) / 1000)} s`);
  return code;
}

async function assessed(organization: SimulatedOrganization, desired: Rollout): Promise<Report[]> {
  process.env.AWS_ENDPOINT_URL = organization.endpoint;
  // what the deployment noted has the organization's time, which runs ahead of this machine's
  const now = await organization.clock();
  return secondPass(desired, (accountId) => ({
    credentials: { accessKeyId: `AKIA${accountId}`, secretAccessKey: 'rehearsal' },
    now,
  }));
}

function notesOf(desired: Rollout): string[] {
  return desired.detections.flatMap(({ detectiveNote, notes }) => [
    ...(detectiveNote ? [detectiveNote] : []),
    ...notes,
  ]);
}

function accountsIn(file: string): ReadonlyMap<string, AccountEntry> {
  const { accounts, outsideAccounts } = readOrganizationFile(file);
  return new Map(
    [...accounts, ...outsideAccounts.map((account) => ({ ...account, ou: '', tags: {} }))].map((each) => [
      each.id,
      each,
    ]),
  );
}

function step(number: number, text: string): string {
  return `\n${pc.bold(pc.cyan(`${number}. ${text}`))}`;
}

function verdict(converged: boolean, arrived: boolean): string {
  if (!converged) return pc.red('\nThe observed state is not what the configuration asks for.');
  if (!arrived) return pc.red('\nA finding did not reach every target that its routes name.');
  return pc.green(
    '\nEvery account is covered or named above with the reason, and the findings reached their targets. Nothing is left to do.',
  );
}

/** Prints how to point a client at the organization, which then runs until it is stopped. */
async function keep(organization: SimulatedOrganization, config: Config, say: Say): Promise<void> {
  // schedules run at the speed that a person expects
  await organization.runAt(1);
  say(reachText(organization, config));
}
