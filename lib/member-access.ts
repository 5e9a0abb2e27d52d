/** The templates of `MemberAccess`, as stacks of an app and as text to hand over. */
import { App } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { RolloutFile } from './config/schema';
import { type MemberAccessGrant, memberAccessFor, memberAccessSets } from './rollout/outside-members';
import { MemberAccess, MemberAccessStackSet } from './stacks/member-access';

/**
 * Adds the access that one outside account gives, or the stack sets that the management account of another organization of
 * one's own deploys: for those who can deploy there, `cdk deploy -c memberAccess=<account> 'MemberAccess*'`.
 * @throws Error where the configuration lists neither
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

/** A template that fits every account of the partition: no assets, no parameters, no transforms. */
export function memberAccessTemplate(grant: MemberAccessGrant): object {
  const app = new App({ analyticsReporting: false });
  const stack = new MemberAccess(app, 'MemberAccess', grant);
  return app.synth().getStackByName(stack.stackName).template as object;
}
