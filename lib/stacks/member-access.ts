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
  /** the account of the stack; without one the template is for any account of the partition */
  readonly account?: string;
  readonly region?: string;
}

/**
 * The role in an account outside the organization. The administrator's acceptance functions may assume it with the external
 * id, and accept invitations. The template has no assets and needs no bootstrapping, so that it can be handed over.
 */
export class MemberAccess extends Stack {
  constructor(scope: Construct, id: string, { account, region, ...grant }: MemberAccessProps) {
    super(scope, id, {
      env: { account, region },
      synthesizer: new BootstraplessSynthesizer(),
      description: `Lets account ${grant.administrator} accept its own invitations to GuardDuty and Detective here, and nothing else.`,
    });
    const place = { partition: grant.partition, account: account ?? Aws.ACCOUNT_ID, region: region ?? Aws.REGION };
    const sets = memberAccess.map((set) => ofGrant(set, grant));
    new ServiceRole(this, 'Role', {
      roleName: grant.roleName,
      description: `Account ${grant.administrator} accepts its invitations to GuardDuty and Detective through this role.`,
      assumedBy: trusted(grant),
      statements: sets.map((set): PolicyStatement => statementOf(set, place)),
    });
    // a template for any account is not a stack of the app: cdk-nag does not report on it
    if (account !== undefined) acknowledgeWildcards(this, sets, place);
  }
}

export interface MemberAccessStackSetProps extends StackProps {
  readonly set: MemberAccessSet;
  /** name of the stack set, and the region of its instances: IAM is global */
  readonly name: string;
  readonly region: string;
  /** the template of {@link MemberAccess}, for any account */
  readonly template: object;
}

/** The same role in accounts of another organization of yours. Deployed in that organization's management account. */
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
      // the configuration lists the accounts, and an account that leaves the organization loses the role
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
 * The principal that may assume the role. IAM refuses a role that does not exist, and the administrator's role may be
 * deployed later: the principal is therefore the account, with a condition on the role.
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

/** A permission set with the administrator's account filled in, and without effect in regions that are not governed. */
function ofGrant(set: PermissionSet, { administrator, regions }: MemberAccessGrant): PermissionSet {
  const resources = set.resources.map((resource) => resource.replaceAll('$' + '{administrator}', administrator));
  // IAM is called in one region, wherever the account is covered
  if (set.actions.every((action) => action.startsWith('iam:'))) return { ...set, resources };
  const here = { ...set.conditions?.StringEquals, 'aws:RequestedRegion': [...regions] };
  return { ...set, resources, conditions: { ...set.conditions, StringEquals: here } };
}
