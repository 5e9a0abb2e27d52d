import pc from 'picocolors';
import { unlocatedExceptions } from '../../lambda/overrides/exceptions';
import { locate } from '../../lambda/overrides/located';
import { loadConfig } from '../../lib/config';
import { type Rollout, rollout } from '../../lib/rollout';
import { type Explanation, explanationOf, type Setting } from './explanation';
import { type KnownOrganization, organizationOfFile, reachedOrganization } from './organization';

export interface ExplainOptions {
  readonly config: string;
  /** id or name */
  readonly account: string;
  readonly region: string;
  readonly json?: boolean;
  /** a simulated organization's file; without it, the organization the environment reaches is asked */
  readonly organization?: string;
}

type Say = (text: string) => void;

/**
 * Shows what applies to an account in a region and which line of the configuration decided it.
 * @returns the exit code: 1 where the account, the region, or anything the configuration names does not exist
 */
export async function explain(options: ExplainOptions, say: Say = console.log): Promise<number> {
  const config = loadConfig(options.config);
  const desired = rollout(config);
  const organization = options.organization
    ? organizationOfFile(options.organization)
    : await reachedOrganization(desired, matchesOf(desired));
  const mistakes = mistakesOf(desired, organization);
  const accounts = organization.accounts.filter(({ id, name }) => [id, name].includes(options.account));
  const [account, ...others] = accounts;
  const detection = desired.detections.find(({ region }) => region === options.region);
  if (!account || others.length > 0 || !detection) {
    const which = others.length > 0 ? `is the name of ${accounts.map(({ id }) => id).join(' and ')}` : 'is not there';
    say(
      detection
        ? `account ${options.account} ${which} in the organization`
        : `${options.region} is not governed: nothing is rolled out there`,
    );
    return 1;
  }
  const explanation = explanationOf(config, organization, account, detection);
  say(options.json ? JSON.stringify({ ...explanation, mistakes }, undefined, 2) : textOf(explanation, config.file));
  if (!options.json) for (const mistake of mistakes) say(pc.red(mistake));
  return mistakes.length > 0 ? 1 : 0;
}

function matchesOf({ detections }: Rollout) {
  return detections.flatMap(({ guardDuty, detective }) => [
    ...[...guardDuty.overrides, ...(detective?.overrides ?? [])].map(({ match }) => match),
    ...(detective?.priority ?? []),
  ]);
}

/** What the configuration names and the organization does not have, each once. */
function mistakesOf(desired: Rollout, organization: KnownOrganization): string[] {
  const { unlocated } = locate(
    matchesOf(desired).map((match) => ({ match })),
    organization,
  );
  const about = { account: desired.administrator, region: desired.homeRegion, service: 'guardduty' } as const;
  return [...new Set(unlocatedExceptions(unlocated, about).map(({ words, hint }) => `${words}; ${hint}`))];
}

function textOf({ account, name, unit, region, settings, notes }: Explanation, file: string): string {
  const place = unit === '' ? 'the root' : unit;
  const width = Math.max(...settings.map(({ setting }) => setting.length));
  const values = Math.max(...settings.map(({ value }) => value.length));
  const line = ({ setting, value, decidedBy, line: at }: Setting) => {
    const by = decidedBy === setting ? '' : ` ${decidedBy}`;
    const where = at === undefined ? 'default' : `${file}:${at}${by}`;
    return `  ${setting.padEnd(width)}  ${pc.bold(value.padEnd(values))}  ${pc.dim(where)}`;
  };
  const of = (service: Setting['service']) => settings.filter((each) => each.service === service).map(line);
  return [
    pc.bold(`${account} ${name}, in ${place}, ${region}`),
    'GuardDuty',
    ...of('GuardDuty'),
    ...(settings.some(({ service }) => service === 'Detective') ? ['Detective', ...of('Detective')] : []),
    ...notes.map((note) => pc.dim(note)),
  ].join('\n');
}
