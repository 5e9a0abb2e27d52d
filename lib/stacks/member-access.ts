import { Aws, BootstraplessSynthesizer, CfnStackSet, Stack, type StackProps } from 'aws-cdk-lib';
import { AccountPrincipal, type PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { memberAccess } from '../../lambda/aws/permissions/member-access';
import type { PermissionSet } from '../../lambda/aws/permissions/permission-set';
import { acknowledgeWildcards, statementOf } from '../constructs/roles/permission-statements';
import { ServiceRole } from '../constructs/roles/service-role';
import { ACCEPTANCE_ROLE } from '../names';
import type { MemberAccessGrant, MemberAccessSet } from '../rollout/outside-members';

export interface MemberAccessProps extends MemberAccessGrant {
  /** the account it is for; without one the template fits every account of the partition */
  readonly account?: string;
  readonly region?: string;
}

/**
 * The role in an account outside the organization: lets the administrator's acceptance functions in, who must say the external
 * id, and do what accepting needs. The template has no assets and needs no bootstrapping, so that it can be handed over.
 */
export class MemberAccess extends Stack {
  constructor(scope: Construct, id: string, { account, region, ...grant }: MemberAccessProps) {
    super(scope, id, {
      env: { account, region },
      synthesizer: new BootstraplessSynthesizer(),
      description: `Lets account ${grant.administrator} accept its own invitations to GuardDuty and Detective here, and nothing else.`,
    });
    const place = { partition: grant.partition, account: account ?? Aws.ACCOUNT_ID, region: region ?? Aws.REGION };
    const sets = memberAccess.map((set) => ofAdministrator(set, grant.administrator));
    new ServiceRole(this, 'Role', {
      roleName: grant.roleName,
      description: `Account ${grant.administrator} accepts its invitations to GuardDuty and Detective through this role.`,
      assumedBy: trusted(grant),
      statements: sets.map((set): PolicyStatement => statementOf(set, place)),
    });
    // a template for any account is nobody's stack yet: there is nothing to report about it
    if (account !== undefined) acknowledgeWildcards(this, sets, place);
  }
}

export interface MemberAccessStackSetProps extends StackProps {
  readonly set: MemberAccessSet;
  /** name of the stack set, and where its instances are: IAM is the same in every region */
  readonly name: string;
  readonly region: string;
  /** the template of {@link MemberAccess}, for any account */
  readonly template: object;
}

/** The same role in accounts of another organization of one's own: deployed in that organization's management account. */
export class MemberAccessStackSet extends Stack {
  constructor(scope: Construct, id: string, { set, name, region, template, ...props }: MemberAccessStackSetProps) {
    super(scope, id, {
      ...props,
      synthesizer: new BootstraplessSynthesizer(),
      description: `Lets account ${set.grant.administrator} accept its invitations in ${set.accounts.length} accounts.`,
    });
    new CfnStackSet(this, 'StackSet', {
      stackSetName: name,
      permissionModel: 'SERVICE_MANAGED',
      description: 'The role through which invitations to GuardDuty and Detective are accepted.',
      capabilities: ['CAPABILITY_NAMED_IAM'],
      // the list says which accounts, and what has left the organization keeps nothing of it
      autoDeployment: { enabled: false },
      templateBody: JSON.stringify(template),
      operationPreferences: { failureTolerancePercentage: 100, maxConcurrentPercentage: 100 },
      stackInstancesGroup: [
        {
          regions: [region],
          deploymentTargets: {
            organizationalUnitIds: [set.unit],
            accountFilterType: 'INTERSECTION',
            accounts: [...set.accounts],
          },
        },
      ],
    });
  }
}

/**
 * Who may assume the role. A principal that does not exist is refused, and the administrator's role may be deployed after
 * this one: the account is named, and a condition says which of its roles.
 */
function trusted({ partition, administrator, organizationId, externalId }: MemberAccessGrant) {
  const acceptance = `arn:${partition}:iam::${administrator}:role/${ACCEPTANCE_ROLE}`;
  return new AccountPrincipal(administrator).withConditions({
    StringEquals: {
      'sts:ExternalId': externalId,
      ...(organizationId === undefined ? {} : { 'aws:PrincipalOrgID': organizationId }),
    },
    ArnEquals: { 'aws:PrincipalArn': acceptance },
  });
}

/** A permission set with the administrator's account filled in. */
function ofAdministrator(set: PermissionSet, administrator: string): PermissionSet {
  const resources = set.resources.map((resource) => resource.replaceAll('$' + '{administrator}', administrator));
  return { ...set, resources };
}
