import pc from 'picocolors';
import type { OrganizationAccount } from '../../lambda/aws/organizations/organizations';
import { loadConfig } from '../../lib/config';
import { type Rollout, rollout } from '../../lib/rollout';
import { EXIT } from '../exit-codes';
import { type KnownOrganization, knownOrganization, mistakesOf } from '../known-organization';
import { suggestion, UsageError } from '../usage-error';
import type { ExplainOptions } from './options';
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
  const organization = await knownOrganization(desired, options.organization);
  const mistakes = mistakesOf(config, desired, organization);
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
