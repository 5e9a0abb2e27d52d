/**
 * What people get: the CDK CLI deploys all stacks into a simulated organization of its own, whose Lambda functions make the passes. What
 * counts is the calls to the three services beside the fewest that it takes; they do not depend on how busy the machine is.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { deploy } from '../../commands/rehearse/deployment';
import { SimulatedOrganization } from '../../commands/rehearse/simulated-organization';
import { loadConfig } from '../../lib/config';
import { rollout } from '../../lib/rollout';
import { MANAGEMENT, SECURITY } from '../accounts';
import { counts, leastCalls, type Scale } from './scale';

const SERVICES: ReadonlySet<string> = new Set(['guardduty', 'detective', 'organizations']);
const REGIONS = ['eu-west-1', 'eu-central-1', 'us-east-1', 'ap-southeast-2'];
/** AWS's own slow work goes by this much faster */
const CLOCK_RATE = 20;
/** of ListAccounts */
const ACCOUNTS_IN_PAGE = 20;
/** as many times the calls that are needed */
const RATIO = 1.15;

/** @returns whether a first deployment asks little more than it must, and a second one nothing */
export async function deployment({ accounts, regions }: Pick<Scale, 'accounts' | 'regions'>): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'muster-bench-'));
  try {
    const [organization, configuration] = [join(folder, 'organization.yaml'), join(folder, 'rollout.yaml')];
    const governed = REGIONS.slice(0, regions);
    writeFileSync(organization, stringify(organizationOf(accounts)));
    writeFileSync(configuration, stringify(configurationOf(governed)));
    const wanted = rollout(loadConfig(configuration)).delegation;
    // the hourly schedule of the listing begins with a pass at once
    const listing = Math.ceil(accounts / ACCOUNTS_IN_PAGE) + 1;
    const least =
      listing + leastCalls({ accounts, regions, optIn: false, latencyMs: 0, callsPerSecond: 0 }, wanted, SERVICES);
    return await deployedTwice(organization, configuration, least);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function deployedTwice(file: string, configuration: string, least: number): Promise<boolean> {
  const organization = await SimulatedOrganization.start(file);
  const deployedOnce = async (): Promise<number> => {
    const before = (await organization.calls()).at(-1)?.n ?? 0;
    const printed: string[] = [];
    const environment = organization.environmentOf(MANAGEMENT, REGIONS[0] ?? '');
    const code = await deploy(configuration, environment, ({ text }) => printed.push(text));
    if (code !== 0) throw new Error(`the CDK CLI ended with exit code ${code}:\n${printed.slice(-40).join('\n')}`);
    const calls = (await organization.calls(before)).filter(({ service }) => SERVICES.has(service));
    for (const [operation, count] of counts(calls)) console.log(`  ${String(count).padStart(6)}  ${operation}`);
    return calls.length;
  };
  try {
    const first = await deployedOnce();
    const ratio = first / least;
    console.log(`first deployment: ${first} calls, needed: ${least}`);
    const second = await deployedOnce();
    const kept = ratio <= RATIO && second === 0;
    console.log(
      `  ratio ${ratio.toFixed(2)}, at most ${RATIO}; second deployment: ${second} calls, at most 0: ${kept ? 'kept' : 'missed'}`,
    );
    return kept;
  } finally {
    await organization.stop();
  }
}

function organizationOf(accounts: number): object {
  const ids = [MANAGEMENT, SECURITY, ...Array.from({ length: accounts - 2 }, (_, at) => String(300000000000 + at))];
  return {
    organization: { id: 'o-exampleorg1', managementAccount: MANAGEMENT },
    accounts: ids.map((id) => ({ id, name: `account-${id}` })),
    settings: { clockRate: CLOCK_RATE },
  };
}

function configurationOf(regions: readonly string[]): object {
  return {
    organization: { id: 'o-exampleorg1', managementAccount: MANAGEMENT, delegatedAdministrator: SECURITY },
    homeRegion: regions[0],
    regions,
    // EventBridge Scheduler starts the first pass of a rate at once: a pass that only reads, and no part of the deployment
    schedule: 'cron(0 0 1 1 ? *)',
  };
}
