import { type Aws, type Connection, connect } from '../../lambda/aws/clients';
import { ATTEMPTS } from '../../lambda/aws/limits';
import { connectOperator } from '../../lambda/aws/operator-clients';
import { RolloutError } from '../../lambda/reconcile/errors';
import type { Rollout } from '../../lib/rollout';
import type { PlanOptions } from './options';

type How = Pick<PlanOptions, 'administratorProfile' | 'administratorRole'>;
type Parties = Pick<Rollout, 'homeRegion' | 'managementAccount' | 'administrator' | 'partition'>;

/** The ports of the accounts that a plan reads. */
export interface Reach {
  readonly management: Aws;
  readonly administrator: Aws;
}

/** The role that the CDK's bootstrap makes in each account to look things up; it has `ReadOnlyAccess`. */
export function lookupRole({ administrator, homeRegion }: Parties): string {
  return `cdk-hnb659fds-lookup-role-${administrator}-${homeRegion}`;
}

/**
 * Ports that only read, with the credentials of the management account, and those of the administrator through a role or a profile.
 * @throws RolloutError `WrongCredentials`, or `RoleNotAssumable`
 */
export async function reach(parties: Parties, how: How, connection: Connection = {}): Promise<Reach> {
  const reading: Connection = { ...connection, maxAttempts: ATTEMPTS.controller, readsOnly: true };
  const { homeRegion, managementAccount, administrator, partition } = parties;
  await expectCaller(connection, homeRegion, managementAccount, 'management account');
  const management = sharingOneListing(connect(reading), homeRegion);
  if (how.administratorProfile !== undefined) {
    const own = { ...reading, profile: how.administratorProfile };
    await expectCaller(own, homeRegion, administrator, 'delegated administrator');
    return { management, administrator: sharingOneListing(connect(own), homeRegion) };
  }
  const name = how.administratorRole ?? lookupRole(parties);
  const there = await assumed(management, homeRegion, { account: administrator, partition, name });
  return { management, administrator: sharingOneListing(there, homeRegion) };
}

async function expectCaller(connection: Connection, region: string, account: string, who: string): Promise<void> {
  const caller = await connectOperator(connection).account(region);
  if (caller !== account)
    throw new RolloutError(
      'WrongCredentials',
      `the credentials are of account ${caller}, not of the ${who} ${account}`,
      {
        hint: 'set AWS_PROFILE or --profile',
      },
    );
}

async function assumed(aws: Aws, region: string, role: Parameters<Aws['inAccount']>[1]): Promise<Aws> {
  try {
    return await aws.inAccount(region, role);
  } catch (error) {
    if (!(error instanceof RolloutError) || error.code !== 'RoleNotAssumable') throw error;
    const hint = `bootstrap account ${role.account} in ${region} with --trust for the management account, or name another way with --administrator-role or --administrator-profile`;
    throw new RolloutError(error.code, error.story, { hint, cause: error });
  }
}

/** Organizations answers the same in every region: its accounts are listed once for all of them. */
function sharingOneListing(aws: Aws, homeRegion: string): Aws {
  return { ...aws, organizations: () => aws.organizations(homeRegion) };
}
