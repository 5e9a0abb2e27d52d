import pc from 'picocolors';
import { unlocatedExceptions } from '../../lambda/overrides/exceptions';
import { locate } from '../../lambda/overrides/located';
import { loadConfig } from '../../lib/config';
import { type Rollout, rollout } from '../../lib/rollout';
import type { ExplainOptions } from './options';
import { type KnownOrganization, organizationOfFile, reachedOrganization } from './organization';
import { textOf } from './print';
import { explanationOf } from './report';

type Say = (text: string) => void;

/**
 * Shows what applies to an account in a region and which line of the configuration decided it.
 * @returns the exit code: 1 where the account, the region, or anything the configuration names does not exist
 */
export async function runExplain(options: ExplainOptions, say: Say = console.log): Promise<number> {
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
