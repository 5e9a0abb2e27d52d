import { requestHandler, stateOf } from '@muster/simulator';
import { connect } from '../../lambda/aws/clients';
import { pollActions } from '../../lambda/aws/permissions/findings';
import { lookAfterRules } from '../../lambda/aws/permissions/own-rules';
import { delegationController } from '../../lambda/controllers/delegation';
import { leaveMark, readListing } from '../../lambda/controllers/directory/permissions';
import { guardDutyController } from '../../lambda/controllers/guardduty';
import { assumeMemberRoles } from '../../lambda/controllers/invitations/permissions';
import { registry } from '../../lambda/controllers/registry';
import { reconcile } from '../../lambda/reconcile/reconcile';
import { MANAGEMENT } from '../accounts';
import { delegation, guardDuty, LISTING } from '../lambda/organization-under-test';
import { CONTROLLERS, credentialsOf, type DeployedRole, deployedRoles, type Name, without } from './deployed-roles';
import { begin, converge, permit, run } from './scenario';

const names = Object.keys(CONTROLLERS) as Name[];
const REGIONAL: ReadonlySet<Name> = new Set(['guardduty', 'detective', 'invitations']);

/** Those whose passes look after rules of their own. */
const WITH_OWN_RULES: ReadonlySet<Name> = new Set(['delegation', 'directory', 'guardduty']);

/** The permissions that every function's role has in addition: its log. */
const OF_LAMBDA = ['logs:CreateLogStream', 'logs:PutLogEvents'];

let roles: Readonly<Record<Name, DeployedRole>>;
beforeAll(async () => {
  roles = await deployedRoles();
});

/** The permissions of the directory's function in addition: it reads lifecycle events from a queue, and wakes regions over the bus. */
const OF_EVENTS = [...pollActions, 'events:PutEvents'];

/** The permissions that a controller's ports list. The configuration names the roles that it assumes and the listing that it reads. */
const listed = (name: Name): string[] =>
  sorted([
    ...registry[name].permissions.always.flatMap(({ actions }) => actions),
    ...(name === 'invitations' ? assumeMemberRoles([]).actions : []),
    ...(REGIONAL.has(name) ? [...readListing(LISTING).actions, ...leaveMark(name, LISTING).actions] : []),
    ...(WITH_OWN_RULES.has(name) ? lookAfterRules([{ name: 'one' }]).flatMap(({ actions }) => actions) : []),
  ]);

const granted = ({ documents }: DeployedRole): string[] =>
  sorted(documents.flatMap(({ Statement }) => Statement.flatMap(({ Action }) => Action)));

/**
 * Permissions that the guides of both services require for designating an administrator, but AWS does not: they are used, and without them
 * the administrator is designated all the same.
 */
const NOT_MISSED = new Set([
  'organizations:DescribeAccount',
  'organizations:DescribeOrganization',
  'organizations:DescribeOrganizationalUnit',
]);
const isMissed = (name: Name, action: string) => name !== 'delegation' || !NOT_MISSED.has(action);

const sorted = (actions: readonly string[]): string[] => [...new Set(actions)].sort();

describe.each(names)('the role of the %s controller', (name) => {
  it('has the permissions that its ports list, and those for its log', () => {
    const ofRuntime = [...OF_LAMBDA, ...(name === 'directory' ? OF_EVENTS : [])];
    expect(granted(roles[name])).toEqual(sorted([...listed(name), ...ofRuntime]));
  });

  it('uses all permissions that its ports list, and no others', async () => {
    const { used, reports } = await run(name, roles[name]);
    expect(used).toEqual(listed(name));
    expect(reports.flatMap(({ remaining }) => remaining)).toEqual([]);
  });

  it.each(listed(name).filter((action) => isMissed(name, action)))(
    'fails without %s, and the error says so',
    async (action) => {
      const { documents, arn } = roles[name];
      const poorer = { arn, documents: documents.map((document) => without(action, document)) };
      expect(granted(poorer)).not.toContain(action);
      const complaint = await run(name, poorer).then(
        ({ reports }) => JSON.stringify(reports),
        (error: Error) => error.message,
      );
      expect(complaint).toContain(`because no identity-based policy allows the ${action} action`);
    },
  );
});

it.each([...NOT_MISSED])(
  'the role of the delegation controller designates the administrator even without %s',
  async (action) => {
    const { documents, arn } = roles.delegation;
    const poorer = { arn, documents: documents.map((document) => without(action, document)) };
    const { used, reports } = await run('delegation', poorer);
    expect(used).toEqual(listed('delegation').filter((each) => each !== action));
    expect(reports.flatMap(({ remaining, exceptions }) => [...remaining, ...exceptions])).toEqual([]);
  },
);

it('a role for all regions lets the function of one region do nothing in another', async () => {
  const { simulation } = await begin('guardduty', roles.guardduty);
  const credentials = credentialsOf(simulation, 'guardduty', roles.guardduty, 'us-east-1');
  const aws = connect({ credentials, requestHandler: requestHandler(simulation), maxAttempts: 1 });
  await expect(reconcile(guardDutyController(aws), guardDuty())).rejects.toThrow(
    'because no identity-based policy allows the guardduty:',
  );
});

it('D13: a pass names the permission that a service-linked role needs, and creates the role as soon as it has it', async () => {
  const { arn, documents } = roles.delegation;
  const poorer = { arn, documents: documents.map((document) => without('iam:CreateServiceLinkedRole', document)) };
  const { simulation, aws } = await begin('delegation', poorer);
  const pass = () => converge(simulation, delegationController(aws), delegation());
  await expect(pass()).rejects.toThrow('is not authorized to perform: iam:CreateServiceLinkedRole');
  await permit(simulation, 'delegation', roles.delegation);
  expect((await pass()).exceptions).toEqual([]);
  expect(stateOf(simulation, MANAGEMENT, 'us-east-1').iam.roles.get('AWSServiceRoleForDetective')?.path).toBe(
    '/aws-service-role/detective.amazonaws.com/',
  );
});
