import { App, type Stage } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { memberAccess } from '../../../lambda/aws/permissions/member-access';
import { type RolloutFileInput, rolloutFile } from '../../../lib/config';
import { addMemberAccess, memberAccessTemplate } from '../../../lib/member-access';
import { acknowledged } from '../acknowledged';
import { appOf, stackOf } from './synthesized';

const PARTNER = '900000000001';
const OTHER_MANAGEMENT = '700000000007';

function appFor(account: string, outsideMembers: RolloutFileInput['outsideMembers'] = {}): App {
  const app = new App();
  const config = rolloutFile.parse({
    organization: { id: 'o-exampleorg1', managementAccount: '111111111111', delegatedAdministrator: '222222222222' },
    homeRegion: 'eu-west-1',
    regions: ['eu-west-1'],
    outsideMembers: {
      externalId: 'agreed-4711',
      organizations: [{ managementAccount: OTHER_MANAGEMENT, unit: 'r-ab12' }],
      accounts: [
        { account: PARTNER, email: 'a@partner.example' },
        { account: '900000000002', email: 'b@own.example', managementAccount: OTHER_MANAGEMENT },
      ],
      ...outsideMembers,
    },
  });
  addMemberAccess(app, config, account);
  return app;
}

describe('the stack of an outside account', () => {
  const stack = stackOf(appFor(PARTNER), `MemberAccess-${PARTNER}`);
  const template = Template.fromStack(stack);

  it('has one role, and needs neither assets nor bootstrapping', () => {
    const { Resources, Parameters, Rules, Transform } = template.toJSON();
    expect(Object.values(Resources).map((resource) => (resource as { Type: string }).Type)).toEqual(['AWS::IAM::Role']);
    expect([Parameters, Rules, Transform]).toEqual([undefined, undefined, undefined]);
    expect(stack.account).toBe(PARTNER);
  });

  it('I7: can be assumed only by the administrator’s functions that accept invitations, with the external id, from the organization', () => {
    template.hasResourceProperties('AWS::IAM::Role', {
      RoleName: 'muster-member-access',
      AssumeRolePolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Action: 'sts:AssumeRole',
            Principal: { AWS: Match.anyValue() },
            Condition: {
              StringEquals: { 'sts:ExternalId': 'agreed-4711', 'aws:PrincipalOrgID': 'o-exampleorg1' },
              ArnEquals: { 'aws:PrincipalArn': 'arn:aws:iam::222222222222:role/muster-acceptance-pass' },
            },
          },
        ],
      },
    });
    expect(JSON.stringify(template.toJSON())).toContain(':iam::222222222222:root');
  });

  it('grants the permissions that the ports list, and none that remove anything', () => {
    const [role] = Object.values(template.findResources('AWS::IAM::Role'));
    const statements: { Action: string | string[]; Resource: string }[] =
      role?.Properties.Policies[0].PolicyDocument.Statement;
    const granted = statements.flatMap(({ Action }) => Action);
    expect([...granted].sort()).toEqual(memberAccess.flatMap(({ actions }) => actions).sort());
    expect(granted.filter((action) => /\*|Delete|Disassociate|Stop|Decline|Reject/.test(action))).toEqual([]);
    expect(statements.map(({ Resource }) => Resource)).toEqual([
      '*',
      `arn:aws:guardduty:*:${PARTNER}:detector/*`,
      '*',
      'arn:aws:detective:*:222222222222:graph:*',
      `arn:aws:iam::${PARTNER}:role/aws-service-role/*`,
    ]);
  });
});

test('the role acts in governed regions only; what IAM does is not regional', () => {
  const template = Template.fromStack(stackOf(appFor(PARTNER), `MemberAccess-${PARTNER}`));
  const [role] = Object.values(template.findResources('AWS::IAM::Role'));
  const statements: { Sid: string; Condition?: object }[] = role?.Properties.Policies[0].PolicyDocument.Statement;
  const here = { StringEquals: expect.objectContaining({ 'aws:RequestedRegion': ['eu-west-1'] }) };
  expect(statements.filter(({ Sid }) => Sid !== 'CreateServiceLinkedRole').map(({ Condition }) => Condition)).toEqual(
    Array(4).fill(here),
  );
  expect(JSON.stringify(statements.find(({ Sid }) => Sid === 'CreateServiceLinkedRole'))).not.toContain('Region');
});

describe('the stack set in another organization’s management account', () => {
  const template = Template.fromStack(stackOf(appFor(OTHER_MANAGEMENT), 'MemberAccessStackSet-1'));

  it('is service-managed, and reaches only the listed accounts', () => {
    template.hasResourceProperties('AWS::CloudFormation::StackSet', {
      PermissionModel: 'SERVICE_MANAGED',
      AutoDeployment: { Enabled: false },
      StackInstancesGroup: [
        {
          Regions: ['eu-west-1'],
          DeploymentTargets: {
            OrganizationalUnitIds: ['r-ab12'],
            AccountFilterType: 'INTERSECTION',
            Accounts: ['900000000002'],
          },
        },
      ],
    });
  });

  it('has a template that StackSets accept: without transforms, parameters and assets', () => {
    const [set] = Object.values(template.findResources('AWS::CloudFormation::StackSet'));
    const inner = JSON.parse(set?.Properties.TemplateBody);
    expect(Object.keys(inner).sort()).toEqual(['Description', 'Resources']);
    expect(set?.Properties.TemplateBody.length).toBeLessThan(51_200);
  });
});

test('the stacks with outside members, and the stacks of those accounts, have no finding of cdk-nag without an accepted reason', () => {
  const outsideMembers = { externalId: 'agreed-4711', accounts: [{ account: PARTNER, email: 'a@partner.example' }] };
  for (const app of [appOf({ outsideMembers }), appFor(PARTNER), appFor(OTHER_MANAGEMENT)]) {
    const accepted = acknowledged(app);
    const { violations } = new AwsSolutionsChecks().validateScope(app as Stage);
    expect(violations.filter(({ ruleName }) => !accepted.has(ruleName))).toEqual([]);
    for (const reason of accepted.values()) expect(reason).toMatch(/^[A-Z].{30,}\.$/);
  }
});

test('without the id of the organization only the account and the role names are required', () => {
  const grant = {
    partition: 'aws',
    administrator: '222222222222',
    organizationId: undefined,
    roleName: 'a',
    externalId: 'agreed',
    regions: ['eu-west-1'],
  } as const;
  const text = JSON.stringify(memberAccessTemplate(grant));
  expect(text).toContain('role/muster-acceptance-pass');
  expect(text).not.toContain('PrincipalOrgID');
});

test('an account that is not listed is refused', () => {
  expect(() => appFor('900000000009')).toThrow('outsideMembers lists neither this account nor one of its organization');
});
