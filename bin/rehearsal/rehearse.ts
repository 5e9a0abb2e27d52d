import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pc from 'picocolors';
import type { Report } from '../../lambda/reconcile/report';
import { type Config, loadConfig } from '../../lib/config';
import { type Rollout, rollout } from '../../lib/rollout';
import { loadOrganization } from '../../simulator/organization/load';

import { coverageText } from './coverage';
import { deploy } from './deployment';
import { followFinding } from './finding';
import { isConverged, secondPass } from './second-pass';
import { SimulatedOrganization } from './simulated-organization';

export interface RehearsalOptions {
  /** the configuration file */
  readonly config: string;
  /** the organization file */
  readonly organization: string;
  /** leave the organization running when everything is done */
  readonly keep?: boolean;
  /** where to write what was observed, as JSON */
  readonly report?: string;
}

type Say = (text: string) => void;

/**
 * Deploys the configuration into a simulated organization with the real CDK CLI, then shows what is true there and the
 * way of one finding.
 * @returns the exit code: 0 only where the observed state is what the configuration asks for and the finding arrived
 */
export async function rehearse(options: RehearsalOptions, say: Say = console.log): Promise<number> {
  const config = loadConfig(options.config);
  const names = accountNames(options.organization);
  const organization = await SimulatedOrganization.start(options.organization);
  say(
    step(
      1,
      `a simulated organization answers, with ${names.size} accounts in it and around it, at ${organization.endpoint}`,
    ),
  );
  try {
    const code = await rehearseIn(organization, config, options, (id) => names.get(id) ?? '', say);
    if (options.keep) await keep(organization, config, say);
    return code;
  } finally {
    await organization.stop();
  }
}

async function rehearseIn(
  organization: SimulatedOrganization,
  config: Config,
  options: RehearsalOptions,
  nameOf: (id: string) => string,
  say: Say,
): Promise<number> {
  const desired = rollout(config);
  say(step(2, `the CDK CLI deploys ${options.config}: ${desired.detections.length} regions`));
  const code = await deployed(organization, config, options.config, say);
  if (code !== 0) return code;

  say(step(3, 'what is true now: one more pass over everything, which should find nothing to do'));
  const reports = await assessed(organization, desired);
  if (options.report) await writeFile(options.report, `${JSON.stringify(reports, null, 2)}\n`);
  say(coverageText(reports, notesOf(desired), nameOf));

  say(step(4, 'a finding arises in a member account, far from home'));
  const arrived = await followFinding(organization, desired, reports, nameOf, say);

  const converged = isConverged(reports);
  say(verdict(converged, arrived));
  return converged && arrived ? 0 : 1;
}

async function deployed(organization: SimulatedOrganization, config: Config, file: string, say: Say): Promise<number> {
  const begun = performance.now();
  const environment = organization.environmentOf(config.organization.managementAccount, config.homeRegion);
  const said: string[] = [];
  const code = await deploy(file, environment, ({ text, progress }) => {
    said.push(text);
    if (progress) say(`  ${text.trim()}`);
  });
  if (code !== 0)
    say([pc.red(`the CDK CLI ended with exit code ${code}; its last words:`), ...said.slice(-40)].join('\n'));
  else say(`  deployed in ${Math.round((performance.now() - begun) / 1000)} s`);
  return code;
}

function assessed(organization: SimulatedOrganization, desired: Rollout): Promise<Report[]> {
  process.env.AWS_ENDPOINT_URL = organization.endpoint;
  return secondPass(desired, (accountId) => ({
    credentials: { accessKeyId: `AKIA${accountId}`, secretAccessKey: 'rehearsal' },
  }));
}

function notesOf(desired: Rollout): string[] {
  return desired.detections.flatMap(({ detectiveNote, notes }) => [
    ...(detectiveNote ? [detectiveNote] : []),
    ...notes,
  ]);
}

function accountNames(file: string): Map<string, string> {
  const { accounts, outsideAccounts } = loadOrganization(file);
  return new Map([...accounts, ...outsideAccounts].map(({ id, name }) => [id, name]));
}

function step(number: number, text: string): string {
  return `\n${pc.bold(pc.cyan(`${number}. ${text}`))}`;
}

function verdict(converged: boolean, arrived: boolean): string {
  if (!converged) return pc.red('\nThe observed state is not what the configuration asks for.');
  if (!arrived) return pc.red('\nThe finding did not arrive in the home region.');
  return pc.green(
    '\nEvery account is covered or named above with the reason, and the finding arrived. Nothing is left to do.',
  );
}

/** Tells how to point a client at the organization, and waits to be stopped. */
async function keep(organization: SimulatedOrganization, config: Config, say: Say): Promise<void> {
  const environment = organization.environmentOf(config.organization.delegatedAdministrator, config.homeRegion);
  say(
    [
      '',
      pc.bold('The organization keeps running. In another terminal, as its delegated administrator:'),
      ...Object.entries(environment).map(([name, value]) => `  export ${name}=${value}`),
      '  aws guardduty list-detectors',
      `or as any other account: its access key is AKIA and the account id. As the management account`,
      `(AKIA${config.organization.managementAccount}): ${join('node_modules', '.bin', 'cdk')} deploy --all, cdk diff, cdk destroy.`,
      `Everything it holds: ${organization.endpoint}/_simulator/state, who called what: ${organization.endpoint}/_simulator/calls`,
      'Stop it with Ctrl-C.',
    ].join('\n'),
  );
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}
