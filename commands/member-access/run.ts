import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { memberAccess } from '../../lambda/aws/permissions/member-access';
import { type Config, loadConfig } from '../../lib/config';
import { memberAccessTemplate } from '../../lib/member-access';
import { ACCEPTANCE_ROLE } from '../../lib/names';
import { type MemberAccessGrant, memberAccessFor } from '../../lib/outside-members';
import type { MemberAccessOptions } from './options';

/**
 * Writes what is handed to the owner of an outside account: a CloudFormation template, and a page that says what it does.
 * @returns the paths of the two files
 */
export function writeMemberAccess({ config: file, account, out }: MemberAccessOptions): string[] {
  const config = loadConfig(file);
  const grant = memberAccessFor(config, account);
  if (!grant) throw new Error(`account ${account} is not listed in outsideMembers of ${file}`);
  mkdirSync(out, { recursive: true });
  const template = `member-access-${account}.template.json`;
  const files = {
    [template]: `${JSON.stringify(memberAccessTemplate(grant), undefined, 2)}\n`,
    [`member-access-${account}.md`]: instructions(config, grant, account, template),
  };
  return Object.entries(files).map(([name, content]) => {
    const path = join(out, name);
    writeFileSync(path, content);
    return path;
  });
}

/** The page for the other side: who gets in, what they may do, what it costs, how to undo it. */
export function instructions(config: Config, grant: MemberAccessGrant, account: string, template: string): string {
  const { administrator, organizationId, roleName, externalId, partition } = grant;
  const from = organizationId === undefined ? '' : `, which must belong to the organization \`${organizationId}\``;
  const actions = memberAccess.flatMap((set) => set.actions.map((action) => `  - \`${action}\``));
  return `# GuardDuty and Detective for account ${account}

Account ${administrator} asks to receive the GuardDuty findings of account ${account}, and the data that Detective works on. It
invites the account in each region; this template makes a role through which it accepts **its own** invitations, so that nobody
has to click in every region. Invitations of anybody else are left alone and reported.

## What you sign off

- **Who gets in**: the role \`${ACCEPTANCE_ROLE}\` of account ${administrator}${from}, and only with the external id
  \`${externalId}\`. Nobody else in that account.
- **What they may do here**, and nothing else:
${actions.join('\n')}
- **What it means**: GuardDuty is switched on in the agreed regions where it is off, and charged to this account. Account
  ${administrator} sees the findings and may archive them, suspend GuardDuty here and set its protection plans${config.outsideMembers?.ownPlans ? '; Malware\n  Protection for EC2, which is yours alone to set, is set through the role' : '. Malware Protection\n  for EC2 stays yours to set'}.
- **What they cannot do**: read your data, change other services, delete your detector. Leaving is yours at any time.

## Deploy it

Once, in one region (roles are the same in all of them), as an administrator of account ${account}:

    aws cloudformation deploy --region ${config.homeRegion} --stack-name muster-member-access \\
      --template-file ${template} --capabilities CAPABILITY_NAMED_IAM

or in the console: CloudFormation, Create stack, upload \`${template}\`. It makes one role:
\`arn:${partition}:iam::${account}:role/${roleName}\`. The address that is invited must be that of this account's root user: tell the other
side when it changes. Opt-in regions count only where this account has enabled them.

## Leave

Delete the stack \`muster-member-access\`: from then on nothing is accepted here. To end a membership, in each region: GuardDuty,
Settings or Accounts, Disassociate from administrator; Detective, Account management, Leave. GuardDuty stays on until you disable it.
Tell the other side: an account that leaves while it is still listed there is invited again, and with the role accepted again.
`;
}
