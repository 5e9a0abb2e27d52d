import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CreatedRoles } from '../../../../lib/constructs/roles/created-roles';
import { statementOf } from '../../../../lib/constructs/roles/permission-statements';
import { controllerPermissions } from '../../../../lib/controller-permissions';
import { passName } from '../../../../lib/host-parts';
import { EVERYWHERE } from '../../../../lib/names';
import { desiredIn } from '../../../../lib/rollout/detection';

import { rolloutOf } from '../../stacks/synthesized';

const home = { partition: 'aws', account: '222222222222', region: 'eu-west-1' } as const;
const desired = rolloutOf().detections.flatMap(desiredIn);
const LOG = 'arn:aws:logs:eu-west-1:222222222222:log-group:it';
const QUEUE = 'arn:aws:sqs:eu-west-1:222222222222:undelivered';

interface Statement {
  readonly Sid?: string;
  readonly Action: string | string[];
  readonly Resource: string | string[];
  readonly Condition?: unknown;
}

function rolesIn(region: string, startedByRules = true) {
  const stack = new Stack(new App(), 'Stack', { env: home });
  const place = { ...home, region };
  new CreatedRoles(stack, 'Roles', {
    host: 'detection',
    place,
    desired,
    log: LOG,
    undelivered: QUEUE,
    startedByRules: startedByRules,
  });
  const roles = Object.entries(Template.fromStack(stack).findResources('AWS::IAM::Role'));
  return (name: string) => {
    const [, found] = roles.find(([id]) => id.startsWith(`Roles${name.replaceAll('-', '')}`)) ?? [];
    const [policy] = found?.Properties.Policies ?? [];
    const trust: Statement[] = found?.Properties.AssumeRolePolicyDocument.Statement;
    return { name: found?.Properties.RoleName, trust, statements: policy?.PolicyDocument.Statement as Statement[] };
  };
}

const allowed = (statements: readonly Statement[]) =>
  statements.filter(({ Sid }) => Sid !== 'WriteItsLog').map(({ Action, Resource }) => [Action, Resource]);
const functionArn = (name: string) => `arn:aws:lambda:eu-west-1:222222222222:function:muster-${name}`;
const machineArn = (name: string) => `arn:aws:states:eu-west-1:222222222222:stateMachine:muster-${name}`;
const here = rolesIn('eu-west-1');

describe('the roles of a host', () => {
  it.each(['guardduty', 'detective'] as const)(
    'let %s do exactly what its ports declare, and write its log',
    (service) => {
      const sets = controllerPermissions(desired.filter((each) => each.service === service));
      const { statements } = here(passName(service));
      expect(statements.slice(1).map(sorted)).toEqual(
        sets.map((set) => sorted(statementOf(set, home).toStatementJson() as Statement)),
      );
      expect(statements[0]).toMatchObject({ Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: LOG });
    },
  );

  it('let the framework call exactly the function it asks, start its waiters, and that function call the passes', () => {
    const ask = [['lambda:GetFunction', 'lambda:InvokeFunction'], functionArn('detection-custom-resource')];
    const passes = [functionArn('detective-pass'), functionArn('guardduty-pass')];
    const start = ['states:StartExecution', machineArn('detection-waiter')];
    expect(allowed(here('muster-detection-framework-on-event').statements)).toEqual([ask, start]);
    expect(allowed(here('muster-detection-framework-waiter').statements)).toEqual([ask]);
    expect(allowed(here('muster-detection-custom-resource').statements)).toEqual([['lambda:InvokeFunction', passes]]);
    const waited = [functionArn('detection-framework-is-complete'), functionArn('detection-framework-on-timeout')];
    expect(allowed(here('muster-detection-waiter').statements)).toEqual([['lambda:InvokeFunction', waited]]);
  });

  it('let repairs invoke the passes and park failures, and let schedules and rules of this account start them', () => {
    const passes = [functionArn('detective-pass'), functionArn('guardduty-pass')];
    const park = ['sqs:SendMessage', QUEUE];
    expect(allowed(here('muster-detection-repair').statements)).toEqual([['lambda:InvokeFunction', passes], park]);
    const starter = here('muster-detection-start');
    expect(allowed(starter.statements)).toEqual([['states:StartExecution', machineArn('detection-repair')], park]);
    const group = 'arn:aws:scheduler:eu-west-1:222222222222:schedule-group/default';
    const ofAccount = { StringEquals: { 'aws:SourceAccount': '222222222222' } };
    expect(starter.trust).toMatchObject([
      {
        Principal: { Service: 'scheduler.amazonaws.com' },
        Condition: { ...ofAccount, ArnLike: { 'aws:SourceArn': group } },
      },
      { Principal: { Service: 'events.amazonaws.com' }, Condition: ofAccount },
    ]);
    const withoutRules = rolesIn('eu-west-1', false)('muster-detection-start');
    expect(withoutRules.trust).toMatchObject([{ Principal: { Service: 'scheduler.amazonaws.com' } }]);
  });

  it('have fixed names if they are for all regions', () => {
    expect(here('muster-guardduty-pass').name).toBeUndefined();
    expect(rolesIn(EVERYWHERE)('muster-guardduty-pass').name).toBe('muster-guardduty-pass');
  });

  it('N3: grant actions about members on no detector, and only in their region', () => {
    const membersOf = (role: ReturnType<ReturnType<typeof rolesIn>>) =>
      role.statements.find(({ Sid }) => Sid === 'Members');
    expect(membersOf(here('muster-guardduty-pass'))).toMatchObject({
      Action: expect.arrayContaining(['guardduty:ListMembers', 'guardduty:UpdateOrganizationConfiguration']),
      Resource: '*',
      Condition: { StringLike: { 'aws:RequestedRegion': 'eu-west-1' } },
    });
    const code = `arn:aws:lambda:\${aws:RequestedRegion}:222222222222:function:muster-guardduty-pass`;
    expect(membersOf(rolesIn(EVERYWHERE)('muster-guardduty-pass'))).toMatchObject({
      Resource: '*',
      Condition: { StringLike: { 'lambda:SourceFunctionArn': [code] } },
    });
  });

  it('limit the function of each region to its region if they are for all regions', () => {
    const { statements } = rolesIn(EVERYWHERE)('muster-guardduty-pass');
    const detector = statements.find(({ Sid }) => Sid === 'Detector');
    expect(detector).toMatchObject({
      Resource: 'arn:aws:guardduty:*:222222222222:detector/*',
      Condition: {
        StringLike: {
          'lambda:SourceFunctionArn': [
            `arn:aws:lambda:\${aws:RequestedRegion}:222222222222:function:muster-guardduty-pass`,
          ],
        },
      },
    });
    const regional = statements.filter(({ Resource }) => /^arn:aws:\w+:\*:/.test(String(Resource)));
    for (const { Condition } of regional) expect(JSON.stringify(Condition)).toContain('lambda:SourceFunctionArn');
  });
});

/** Sorts actions and resources, because their order means nothing to IAM. */
function sorted({ Action, Resource, ...statement }: Statement): unknown {
  return { ...statement, Action: [Action].flat().sort(), Resource: [Resource].flat().sort() };
}
