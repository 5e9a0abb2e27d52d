/** The templates of `MemberAccess`: as stacks of an app, and as JSON to hand over. */
import { App } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { RolloutFile } from './config/schema';
import { type MemberAccessGrant, memberAccessFor, memberAccessSets } from './rollout/outside-members';
import { MemberAccess, MemberAccessStackSet } from './stacks/member-access';

/**
 * Adds the stack for one outside account, or, if the account manages another organization of yours, its stack sets. For
 * people who can deploy there: `cdk deploy -c memberAccess=<account> 'MemberAccess*'`.
 * @throws Error if the configuration lists neither the account nor one of its organization
 */
export function addMemberAccess(app: Construct, config: RolloutFile, account: string): void {
  const region = config.homeRegion;
  const grant = memberAccessFor(config, account);
  if (grant) new MemberAccess(app, `MemberAccess-${account}`, { ...grant, account, region });
  const sets = memberAccessSets(config, account);
  for (const [index, set] of sets.entries()) {
    const name = `muster-member-access-${index + 1}`;
    const template = memberAccessTemplate(set.grant);
    const env = { account, region };
    new MemberAccessStackSet(app, `MemberAccessStackSet-${index + 1}`, { set, name, region, template, env });
  }
  if (!grant && sets.length === 0)
    throw new Error(`memberAccess=${account}: outsideMembers lists neither this account nor one of its organization`);
}

/** A template for any account of the partition, without assets, parameters and transforms. */
export function memberAccessTemplate(grant: MemberAccessGrant): object {
  const app = new App({ analyticsReporting: false });
  const stack = new MemberAccess(app, 'MemberAccess', grant);
  return app.synth().getStackByName(stack.stackName).template as object;
}
