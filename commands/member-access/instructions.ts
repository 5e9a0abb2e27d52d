import { memberAccess } from '../../lambda/aws/permissions/member-access';
import type { Config } from '../../lib/config';
import { ACCEPTANCE_ROLE } from '../../lib/names';
import type { MemberAccessGrant } from '../../lib/rollout/outside-members';

/** The page for the account's owner: who gets access, what they may do, what it costs, how to undo it. */
export function instructions(config: Config, grant: MemberAccessGrant, account: string, template: string): string {
  const { administrator, organizationId, roleName, externalId, partition, regions } = grant;
  const from = organizationId === undefined ? '' : `, which must belong to the organization \`${organizationId}\``;
  const actions = memberAccess.flatMap((set) => set.actions.map((action) => `  - \`${action}\``));
  return `# GuardDuty and Detective for account ${account}

Account ${administrator} asks to receive the GuardDuty findings of account ${account}, and the data that Detective works on. It
invites the account in each region. This template creates a role through which it accepts **its own** invitations, so that no one
has to click in every region. Invitations from any other account are left alone and reported.

## What you agree to

- **Who gets access**: the role \`${ACCEPTANCE_ROLE}\` of account ${administrator}${from}, and only with the external id
  \`${externalId}\`. No one else in that account.
- **What they may do here**, and nothing else:
${actions.join('\n')}

  In GuardDuty and Detective only in ${regions.join(', ')}. \`guardduty:UpdateDetector\` switches GuardDuty on and sets its plans; the same action
  can suspend it, and AWS has no condition that distinguishes the two. \`guardduty:AcceptAdministratorInvitation\` has no condition on the inviting account
  either: the function of account ${administrator} accepts only that account's invitations. In Detective the policy itself names the account.
- **What it means**: GuardDuty is switched on in the agreed regions where it is off, and charged to this account. Account
  ${administrator} sees the findings and may archive them, suspend GuardDuty here and set its protection plans${config.outsideMembers?.ownPlans ? '; Malware\n  Protection for EC2, which only you can set, is set through the role' : '. Malware Protection\n  for EC2 remains your own setting'}.
- **What they cannot do**: read your data, change other services, delete your detector. You can leave at any time.

## Deploy it

Once, in one region (roles are the same in all of them), as an administrator of account ${account}:

    aws cloudformation deploy --region ${config.homeRegion} --stack-name muster-member-access \\
      --template-file ${template} --capabilities CAPABILITY_NAMED_IAM

or in the console: CloudFormation, Create stack, upload \`${template}\`. It creates one role:
\`arn:${partition}:iam::${account}:role/${roleName}\`. The invited address must be that of this account's root user: inform the other
side when it changes. Opt-in regions are covered only where this account has enabled them.

## Leave

Delete the stack \`muster-member-access\`: from then on no invitation is accepted here. To end a membership, in each region: GuardDuty,
Settings or Accounts, Disassociate from administrator; Detective, Account management, Leave. GuardDuty stays on until you disable it.
Inform the other side: an account that leaves while it is still listed there is invited again, and the role accepts again.
`;
}
