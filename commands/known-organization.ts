import { Organization } from '@muster/simulator/organization';
import { connect } from '../lambda/aws/clients';
import type { Match } from '../lambda/overrides/desired';
import { type Directory, directoryOf } from '../lambda/overrides/directory';
import { unlocatedExceptions } from '../lambda/overrides/exceptions';
import { locate } from '../lambda/overrides/location';
import type { Config } from '../lib/config';
import type { Rollout } from '../lib/rollout';
import { withLines } from './config-lines';
import { readOrganizationFile } from './input-file';

/** An organization with the names of its units. */
export interface KnownOrganization extends Directory {
  /** id of a unit → its path of names, if known */
  readonly unitNames: ReadonlyMap<string, string>;
}

/** The organization of a file, or of the environment's credentials if there is none. */
export async function knownOrganization(desired: Rollout, file: string | undefined): Promise<KnownOrganization> {
  return file ? organizationOfFile(file) : await reachedOrganization(desired, matchesOf(desired));
}

/** The names in the configuration that the organization does not have, each once. */
export function mistakesOf(
  config: Pick<Config, 'lineOf'>,
  desired: Rollout,
  organization: KnownOrganization,
): string[] {
  const { unlocated } = locate(
    matchesOf(desired).map((match) => ({ match })),
    organization,
  );
  const about = { account: desired.administrator, region: desired.homeRegion, service: 'guardduty' } as const;
  return [
    ...new Set(unlocatedExceptions(unlocated, about).map(({ words, hint }) => withLines(config, `${words}; ${hint}`))),
  ];
}

function matchesOf({ detections }: Rollout): Match[] {
  return detections.flatMap(({ guardDuty, detective }) => [
    ...[...guardDuty.overrides, ...(detective?.overrides ?? [])].map(({ match }) => match),
    ...(detective?.priority ?? []),
  ]);
}

/** The organization of the environment's credentials: AWS's, or a simulated one at `AWS_ENDPOINT_URL`. */
async function reachedOrganization(
  { homeRegion: region, administrator }: Pick<Rollout, 'homeRegion' | 'administrator'>,
  matches: readonly Match[],
): Promise<KnownOrganization> {
  const directory = await directoryOf(connect(), { region, administrator }, matches);
  return { ...directory, unitNames: new Map([...directory.units].map(([path, id]) => [id, path])) };
}

/** The organization of a file, without calling AWS. */
function organizationOfFile(file: string): KnownOrganization {
  const organization = new Organization(readOrganizationFile(file), 0);
  const unitNames = new Map<string, string>();
  // parents come before their children
  for (const { id, name, parent } of organization.units.values())
    unitNames.set(id, [...(unitNames.has(parent) ? [unitNames.get(parent)] : []), name].join('/'));
  return {
    accounts: organization
      .members()
      .map(({ id, name, email, state }) => ({ id, name, email, state, path: organization.pathOf(id) })),
    units: new Map([...unitNames].map(([id, path]) => [path, id])),
    unitNames,
  };
}
