import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Simulation } from '@muster/simulator';
import { MANAGEMENT, SECURITY } from '../../accounts';
import { almighty, BREAK_GLASS, CDK, guarded, guardrailsOf, MEMBER, PASS } from './guarded';

const SERVICE_LINKED = `arn:aws:iam::${MEMBER}:role/aws-service-role/guardduty.amazonaws.com/AWSServiceRoleForAmazonGuardDuty`;
const own = (service: string, rest: string) => `arn:aws:${service}:eu-west-1:${SECURITY}:${rest}`;
const role = (name: string) => `arn:aws:iam::${SECURITY}:role/${name}`;

/** An action on a resource, as the table names it. */
const REQUESTS: readonly (readonly [action: string, resource: string, title?: string])[] = [
  ['guardduty:GetFindings', '*'],
  ['guardduty:CreateDetector', '*'],
  ['guardduty:DeleteDetector', '*'],
  ['guardduty:UpdateDetector', '*'],
  ['guardduty:DisassociateFromAdministratorAccount', '*'],
  ['guardduty:CreateMembers', '*'],
  ['guardduty:DeleteMembers', '*'],
  ['guardduty:UpdateMemberDetectors', '*'],
  ['guardduty:UpdateOrganizationConfiguration', '*'],
  ['guardduty:CreateFilter', '*'],
  ['guardduty:CreateThreatEntitySet', '*'],
  ['guardduty:ArchiveFindings', '*'],
  ['detective:DisassociateMembership', '*'],
  ['detective:DeleteGraph', '*'],
  ['organizations:LeaveOrganization', '*'],
  ['account:DisableRegion', '*'],
  ['iam:DeleteServiceLinkedRole', SERVICE_LINKED, 'the role of GuardDuty'],
  ['lambda:UpdateFunctionCode', own('lambda', 'function:muster-guardduty-pass'), 'a function of the stacks'],
  ['lambda:UpdateFunctionCode', own('lambda', 'function:team-report'), 'another function'],
  ['events:DisableRule', own('events', 'rule/muster-detection-findings'), 'a rule of the stacks'],
  ['events:PutTargets', own('events', 'rule/muster-findings/muster-findings-arrive'), 'a rule on the findings bus'],
  ['sqs:PurgeQueue', own('sqs', 'FindingsHub-IntakeQueue-1'), 'a queue of the stacks'],
  ['cloudwatch:DeleteAlarms', own('cloudwatch', 'alarm:Detection-eu-west-1-Failed-1'), 'an alarm of the stacks'],
  [
    'scheduler:DeleteSchedule',
    own('scheduler', 'schedule/default/Detection-eu-west-1-Repair-1'),
    'a schedule of the stacks',
  ],
  ['s3:PutBucketPolicy', `arn:aws:s3:::muster-listing-${SECURITY}-eu-west-1`, 'a bucket of the stacks'],
  ['cloudformation:DeleteStack', own('cloudformation', 'stack/Detection-eu-west-1/1'), 'a stack'],
  ['iam:PutRolePolicy', role(PASS), "a controller's role"],
  ['iam:PassRole', role(PASS), "a controller's role"],
  ['sts:AssumeRole', CDK, "the CDK's role"],
];

const PRINCIPALS = [
  'member',
  'namesake in a member',
  'break-glass',
  'analyst',
  'controller',
  'CDK',
  'management',
] as const;

let simulation: Simulation;
let arns: Readonly<Record<string, string>>;

beforeAll(async () => {
  simulation = await guarded();
  arns = {
    member: await almighty(simulation, MEMBER, 'administrator'),
    'namesake in a member': await almighty(simulation, MEMBER, PASS),
    'break-glass': await almighty(simulation, MEMBER, 'break-glass'),
    analyst: await almighty(simulation, SECURITY, 'analyst'),
    controller: await almighty(simulation, SECURITY, PASS),
    CDK,
    management: await almighty(simulation, MANAGEMENT, 'administrator'),
  };
  expect(arns['break-glass']).toBe(BREAK_GLASS);
});
afterAll(() => simulation.stop());

/** Whether the guardrails let a role with every permission do something. */
function may(principal: string, action: string, resource: string): boolean {
  const session = simulation.principals.session(arns[principal] ?? '', 'matrix');
  const denial = simulation.authorization.denial({ principal: session, action, resource, region: 'eu-west-1' });
  if (denial) expect(denial).toMatchObject({ ground: 'service control policy', explicit: true });
  return denial === undefined;
}

test('who may do what under the guardrails is as docs/guardrails.md shows it', () => {
  const rows = REQUESTS.map(([action, resource, title]) => [
    `\`${action}\`${title === undefined ? '' : ` on ${title}`}`,
    ...PRINCIPALS.map((principal) => (may(principal, action, resource) ? 'yes' : '**no**')),
  ]);
  const table = [['action', ...PRINCIPALS], ['action', ...PRINCIPALS].map(() => '---'), ...rows]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n');
  const page = readFileSync(join(__dirname, '..', '..', '..', 'docs', 'guardrails.md'), 'utf8');
  expect(page).toContain(table);
});

test('K5: a role in a member account that has the name of a controller’s role is bound like any other', () => {
  for (const [action, resource] of REQUESTS)
    expect([action, may('namesake in a member', action, resource)]).toEqual([action, may('member', action, resource)]);
});

test('every policy is shorter than the older of the two limits of AWS', () => {
  for (const { name, content } of guardrailsOf(undefined, { organization: ORGANIZATION }))
    expect([name, content.length < 5120]).toEqual([name, true]);
});

const ORGANIZATION = "{ id: o-abcdefghij, managementAccount: '111111111111', delegatedAdministrator: '222222222222' }";
