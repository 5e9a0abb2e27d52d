import pc from 'picocolors';
import type { OrganizationAccount } from '../../lambda/aws/organizations/organizations';
import { unlocatedExceptions } from '../../lambda/overrides/exceptions';
import { locate } from '../../lambda/overrides/location';
import { loadConfig } from '../../lib/config';
import { type Rollout, rollout } from '../../lib/rollout';
import { EXIT } from '../exit-codes';
import { suggestion, UsageError } from '../usage-error';
import type { ExplainOptions } from './options';
import { type KnownOrganization, organizationOfFile, reachedOrganization } from './organization';
import { textOf } from './print';
import { explanationOf } from './report';

type Say = (text: string) => void;

/**
 * Shows the settings that apply to an account in a region, and the lines of the configuration that decide them.
 * @returns the exit code: `unmet` if the configuration names something that the organization does not have
 * @throws UsageError for an unknown account or region
 */
export async function runExplain(options: ExplainOptions, say: Say = console.log): Promise<number> {
  const config = loadConfig(options.config);
  const desired = rollout(config);
  const detection = detectionIn(options.region, desired);
  const organization = options.organization
    ? organizationOfFile(options.organization)
    : await reachedOrganization(desired, matchesOf(desired));
  const mistakes = mistakesOf(desired, organization);
  const account = accountNamed(options.account, organization);
  const explanation = explanationOf(config, organization, account, detection);
  say(options.json ? JSON.stringify({ ...explanation, mistakes }, undefined, 2) : textOf(explanation, config.file));
  if (!options.json) for (const mistake of mistakes) say(pc.red(mistake));
  return mistakes.length > 0 ? EXIT.unmet : EXIT.ok;
}

function detectionIn(region: string, { detections }: Rollout): Rollout['detections'][number] {
  const found = detections.find((detection) => detection.region === region);
  if (found) return found;
  const governed = detections.map((detection) => detection.region);
  throw new UsageError(
    `--region: ${region} is not governed${suggestion(region, governed)}; governed: ${governed.join(', ')}`,
  );
}

function accountNamed(account: string, { accounts }: KnownOrganization): OrganizationAccount {
  const [found, ...others] = accounts.filter(({ id, name }) => [id, name].includes(account));
  if (found && others.length === 0) return found;
  if (found)
    throw new UsageError(
      `--account: ${account} is the name of ${[found, ...others].map(({ id }) => id).join(' and ')}: name one by its id`,
    );
  const known = accounts.flatMap(({ id, name }) => [name, id]);
  throw new UsageError(`--account: ${account} is not in the organization${suggestion(account, known)}`);
}

function matchesOf({ detections }: Rollout) {
  return detections.flatMap(({ guardDuty, detective }) => [
    ...[...guardDuty.overrides, ...(detective?.overrides ?? [])].map(({ match }) => match),
    ...(detective?.priority ?? []),
  ]);
}

/** The names in the configuration that the organization does not have, each once. */
function mistakesOf(desired: Rollout, organization: KnownOrganization): string[] {
  const { unlocated } = locate(
    matchesOf(desired).map((match) => ({ match })),
    organization,
  );
  const about = { account: desired.administrator, region: desired.homeRegion, service: 'guardduty' } as const;
  return [...new Set(unlocatedExceptions(unlocated, about).map(({ words, hint }) => `${words}; ${hint}`))];
}
