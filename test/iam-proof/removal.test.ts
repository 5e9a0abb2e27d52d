import { requestHandler, type Simulation, stacksSettled } from '@muster/simulator';
import { type Aws, connect } from '../../lambda/aws/clients';
import { delegationController } from '../../lambda/controllers/delegation';
import { detectiveController } from '../../lambda/controllers/detective';
import { guardDutyController } from '../../lambda/controllers/guardduty';
import { invitationsController } from '../../lambda/controllers/invitations';
import { policiesController } from '../../lambda/controllers/policies';
import { type Desired, registrationOf } from '../../lambda/controllers/registry';
import type { Controller } from '../../lambda/reconcile/controller';
import type { Action } from '../../lambda/reconcile/plan';
import { reconcile } from '../../lambda/reconcile/reconcile';
import { MANAGEMENT, SECURITY } from '../accounts';
import { invited, outside, settleInvitations } from '../lambda/controllers/invitations/outside';
import { delegation, detective, guardDuty, policies, settle, startDelegated } from '../lambda/organization-under-test';
import { CONTROLLERS, credentialsOf, type DeployedRole, deployedRoles, invokerOf, REGION } from './deployed-roles';
import { install } from './scenario';

const NAMES = ['delegation', 'guardduty', 'detective', 'invitations', 'policies'] as const;
type Leaving = (typeof NAMES)[number];

const disable = { onRemoval: 'disable' } as const;
const input = { ...disable, guardDuty: { suspendMembers: true }, detective: { destroyGraphs: true } };

let roles: Readonly<Record<Leaving, DeployedRole>>;
beforeAll(async () => {
  roles = await deployedRoles(input);
});

const actionsOf = ({ documents }: DeployedRole) =>
  documents.flatMap(({ Statement }) => Statement.flatMap(({ Action }) => Action));

/** The configuration that allows everything to be removed, graphs and detectors of members included. */
const LEAVING: Readonly<Record<Leaving, Desired>> = {
  delegation: delegation({ ...disable, destroyGraphs: true }),
  guardduty: guardDuty({ ...disable, suspendMembers: true }),
  detective: detective({ ...disable, destroyGraph: true }),
  invitations: invited(disable),
  policies: policies(disable),
};

/** The permissions that only leaving needs. */
const listed = (name: Leaving): string[] => {
  const desired = LEAVING[name];
  const { optional } = registrationOf(desired).permissions;
  const otherwise = optional({ ...desired, onRemoval: 'retain' }).map(({ sid }) => sid);
  return optional(desired).flatMap(({ sid, actions }) => (otherwise.includes(sid) ? [] : actions));
};

describe.each(NAMES)('if the configuration allows everything to be removed, the role of the %s controller', (name) => {
  it('has the permissions that leaving lists, in addition to its usual ones', () => {
    const otherwise = registrationOf(LEAVING[name]).permissions.always.flatMap(({ actions }) => actions);
    expect(actionsOf(roles[name])).toEqual(expect.arrayContaining([...otherwise, ...listed(name)]));
  });

  it('uses all of them, and is refused nothing', async () => {
    const { simulation, aws } = await rolledOut(name);
    await aws.cloudFormation(REGION).status(await stackIn(simulation, name));
    await LEAVE[name](simulation, aws);
    expect(simulation.authorization.usedBy(roles[name].arn)).toEqual(expect.arrayContaining(listed(name)));
  });
});

describe('otherwise', () => {
  it.each(NAMES)('the role of the %s controller may remove nothing', async (name) => {
    const retaining = (await deployedRoles())[name];
    for (const action of listed(name)) expect(actionsOf(retaining)).not.toContain(action);
  });

  it('graphs are deleted and members suspended only if the configuration says so explicitly', async () => {
    const roles = await deployedRoles(disable);
    expect(actionsOf(roles.guardduty)).not.toContain('guardduty:StopMonitoringMembers');
    expect(actionsOf(roles.detective)).not.toContain('detective:DeleteGraph');
    expect(actionsOf(roles.delegation)).not.toContain('detective:DisableOrganizationAdminAccount');
  });
});

/** An organization with everything on, and ports with the credentials of the role. */
async function rolledOut(name: Leaving): Promise<{ simulation: Simulation; aws: Aws }> {
  const simulation = await startDelegated({ outsideAccounts: [outside()] });
  await settle(simulation, guardDutyController, SECURITY, guardDuty());
  await settle(simulation, detectiveController, SECURITY, detective());
  await install(simulation, name, roles[name]);
  const credentials = credentialsOf(simulation, name, roles[name]);
  return { simulation, aws: connect({ credentials, requestHandler: requestHandler(simulation), maxAttempts: 1 }) };
}

const LEAVE: Readonly<Record<Leaving, (simulation: Simulation, aws: Aws) => Promise<void>>> = {
  delegation: (simulation, aws) =>
    leave(simulation, delegationController(aws), delegation({ ...disable, destroyGraphs: true })),
  guardduty: (simulation, aws) =>
    leave(simulation, guardDutyController(aws), guardDuty({ ...disable, suspendMembers: true })),
  detective: (simulation, aws) =>
    leave(simulation, detectiveController(aws), detective({ ...disable, destroyGraph: true })),
  invitations: async (simulation, aws) => {
    await settleInvitations(simulation);
    await leave(simulation, invitationsController(aws), invited(disable));
  },
  policies: async (simulation, aws) => {
    await settle(simulation, policiesController, MANAGEMENT, policies());
    await leave(simulation, policiesController(aws), policies(disable));
  },
};

async function leave<D extends Desired, O, A extends Action>(
  simulation: Simulation,
  controller: Controller<D, O, A>,
  desired: D,
): Promise<void> {
  for (let passes = 1; ; passes += 1) {
    const { pending, remaining } = await reconcile(controller, desired, { leaving: true });
    if (pending.length + remaining.length === 0) return;
    if (passes === 10) throw new Error('ten passes were not enough');
    await simulation.clock.advance(60);
  }
}

/** A stack in the account and region of a controller. */
async function stackIn(simulation: Simulation, name: Leaving): Promise<string> {
  const invoke = invokerOf(simulation, CONTROLLERS[name].account);
  const Resources = { It: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: 'x' } } };
  const stack = { StackName: 'Stack', TemplateBody: JSON.stringify({ Resources }) };
  const { StackId } = await invoke<{ StackId: string }>('cloudformation', 'CreateStack', stack);
  await stacksSettled(simulation);
  return StackId;
}
