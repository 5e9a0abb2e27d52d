import { type OrganizationFileInput, requestHandler, type Simulation } from '@muster/simulator';
import { connect } from '../../lambda/aws/clients';
import { delegationController } from '../../lambda/controllers/delegation';
import { detectiveController } from '../../lambda/controllers/detective';
import { guardDutyController } from '../../lambda/controllers/guardduty';
import type { Desired } from '../../lambda/controllers/registry';
import type { Controller } from '../../lambda/reconcile/controller';
import type { Action } from '../../lambda/reconcile/plan';
import { reconcile } from '../../lambda/reconcile/reconcile';
import { MANAGEMENT, SECURITY } from '../accounts';
import { awsOf, delegation, detective, guardDuty, settle, startDelegated } from '../lambda/organization-under-test';

type Control = NonNullable<OrganizationFileInput['serviceControlPolicies']>[number];

/** The usual policy of landing zones: some regions are allowed to everyone, all others are denied. */
const without = (region: string, targets: string[], Action: string | string[] = '*'): Control => ({
  name: `no-${region}`,
  targets,
  document: {
    Version: '2012-10-17',
    Statement: {
      Effect: 'Deny',
      Action,
      Resource: '*',
      Condition: { StringEquals: { 'aws:RequestedRegion': region } },
    },
  },
});

const begin = (...serviceControlPolicies: Control[]): Promise<Simulation> => startDelegated({ serviceControlPolicies });

async function pass<D extends Desired, O, A extends Action>(
  simulation: Simulation,
  controllerOf: (aws: ReturnType<typeof connect>) => Controller<D, O, A>,
  desired: D,
) {
  return reconcile(controllerOf(awsOf(simulation, SECURITY, { maxAttempts: 1 })), desired);
}

describe('D16: a region that a service control policy denies the administrator', () => {
  it('is an exception for both services, in the words of AWS: blocked by SCP', async () => {
    const simulation = await begin(without('us-east-1', [SECURITY]));
    const denied = {
      account: SECURITY,
      region: 'us-east-1',
      reason: 'DeniedByPolicy',
      scope: 'account',
      words: expect.stringMatching(
        /^blocked by SCP: .* in us-east-1: User: .* with an explicit deny in a service control policy$/,
      ),
      hint: expect.stringContaining('exempt the role'),
    };
    const ofGuardDuty = await pass(simulation, guardDutyController, guardDuty({ region: 'us-east-1' }));
    expect(ofGuardDuty).toMatchObject({ covered: [], exceptions: [{ ...denied, service: 'guardduty' }] });
    const ofDetective = await pass(simulation, detectiveController, detective({ region: 'us-east-1' }));
    expect(ofDetective).toMatchObject({ covered: [], exceptions: [{ ...denied, service: 'detective' }] });
  });

  it('affects neither the other regions nor the delegation', async () => {
    const simulation = await begin(without('eu-central-1', ['']));
    const report = await settle(simulation, guardDutyController, SECURITY, guardDuty());
    expect(report).toMatchObject({ expected: 5, exceptions: [] });
    expect(report.covered).toHaveLength(5);
    const delegated = await settle(simulation, delegationController, MANAGEMENT, delegation());
    expect(delegated.covered).toContain('eu-central-1');
  });

  it('is reported together with the writes that came before the denial', async () => {
    const simulation = await begin(without('eu-west-1', [SECURITY], 'guardduty:CreateMembers'));
    const report = await pass(simulation, guardDutyController, guardDuty());
    expect(report.applied).toHaveLength(2);
    expect(report.exceptions).toMatchObject([
      { reason: 'DeniedByPolicy', words: expect.stringContaining('guardduty:CreateMembers') },
    ]);
  });

  it('is an exception too if no policy allows the region', async () => {
    const simulation = await begin();
    const { controls, rootId } = simulation.organization;
    const Statement = [{ Effect: 'Allow', NotAction: 'guardduty:*', Resource: '*' }];
    const document = JSON.stringify({ Version: '2012-10-17', Statement });
    controls.policies.set('p-12345678', { id: 'p-12345678', name: 'some', description: '', document });
    controls.attach('p-12345678', rootId);
    controls.detach('p-FullAWSAccess', rootId);
    const { exceptions } = await pass(simulation, guardDutyController, guardDuty());
    expect(exceptions).toMatchObject([{ reason: 'DeniedByPolicy' }]);
  });
});

it('D16: a policy over member accounts does not keep GuardDuty out of them', async () => {
  const simulation = await begin(without('eu-west-1', ['333333333333']));
  const report = await settle(simulation, guardDutyController, SECURITY, guardDuty());
  expect(report.covered).toContain('333333333333');
});

it('a pass fails if the role itself lacks the permission, which would fail in every other region too', async () => {
  const simulation = await begin();
  const { credentials } = simulation.principals.assume(`arn:aws:iam::${SECURITY}:role/nothing`, 'pass');
  const aws = connect({ credentials, requestHandler: requestHandler(simulation), maxAttempts: 1 });
  await expect(reconcile(guardDutyController(aws), guardDuty())).rejects.toMatchObject({
    code: 'AccessDenied',
    message: expect.stringContaining("add the permission to the function's role"),
  });
});
