import { requestHandler, type Simulation, stacksSettled } from '@muster/simulator';
import { type Aws, connect } from '../../../../lambda/aws/clients';
import { invitationsController } from '../../../../lambda/controllers/invitations';
import { reconcile } from '../../../../lambda/reconcile/reconcile';
import { memberAccessTemplate } from '../../../../lib/member-access';
import { SECURITY } from '../../../accounts';
import { awsOf, writeNames, writes } from '../../organization-under-test';
import {
  as,
  detectorId,
  invited,
  OTHER,
  outside,
  PARTNER,
  REGION,
  ROLE,
  reasons,
  rolledOut,
  settleInvitations,
  statusOf,
} from './outside';

const COVERED = { guardDuty: 'Enabled', detective: 'ENABLED' };
const foreign = { from: OTHER, to: PARTNER, region: REGION, services: ['guardduty' as const, 'detective' as const] };

describe('a foreign invitation', () => {
  test('I1: is left alone and reported as a security event, while ours is accepted', async () => {
    const simulation = await rolledOut({ invitations: [foreign] });
    const report = await settleInvitations(simulation);
    expect(await statusOf(simulation)).toEqual(COVERED);
    expect(reasons(report)).toEqual([
      `${PARTNER} detective ForeignInvitation`,
      `${PARTNER} guardduty ForeignInvitation`,
    ]);
    expect(report.exceptions[0]?.words).toContain(OTHER);
    expect(report.covered).toEqual([PARTNER]);
    const { Invitations = [] } = await as<{ Invitations?: { AccountId: string; RelationshipStatus: string }[] }>(
      simulation,
      PARTNER,
      'guardduty',
      'ListInvitations',
    );
    expect(Invitations.find(({ AccountId }) => AccountId === OTHER)?.RelationshipStatus).toBe('Invited');
  });

  test('I1: is never accepted, even if it is the only one', async () => {
    const simulation = await rolledOut({ invitations: [foreign] });
    const first = await reconcile(invitationsController(awsOf(simulation, SECURITY)), invited());
    expect(first.applied.filter((words) => words.startsWith('accept'))).toEqual([]);
    expect(first.exceptions.map(({ reason }) => reason)).toEqual(['ForeignInvitation', 'ForeignInvitation']);
  });

  test('I5: does not hide ours, on whatever page of the list that is', async () => {
    const others = Array.from({ length: 60 }, (_, at) => String(820000000000 + at));
    const invitations = others.map((from) => ({ ...foreign, from, services: ['guardduty' as const] }));
    const simulation = await rolledOut({ invitations, outsideAccounts: [outside(), ...others.map((id) => ({ id }))] });
    const report = await settleInvitations(simulation);
    expect(await statusOf(simulation)).toEqual(COVERED);
    expect(report.exceptions).toHaveLength(60);
  });
});

describe('an address of the root user', () => {
  const wrong = () => rolledOut({ outsideAccounts: [outside(PARTNER, { email: 'root@elsewhere.example' })] });

  test('I4, T7: that is wrong is tried once and reported: no later run writes anything', async () => {
    const simulation = await wrong();
    const report = await settleInvitations(simulation);
    expect(reasons(report)).toEqual([
      `${PARTNER} detective VerificationFailed`,
      `${PARTNER} guardduty EmailVerificationFailed`,
    ]);
    const before = simulation.calls.last;
    expect((await settleInvitations(simulation)).exceptions).toHaveLength(2);
    await simulation.clock.advance(7 * 24 * 3600);
    expect((await settleInvitations(simulation)).exceptions).toHaveLength(2);
    expect(writes(simulation, before)).toEqual([]);
  });

  test('I4, T7: that is corrected has the failed members deleted and invited again', async () => {
    const simulation = await wrong();
    await settleInvitations(simulation);
    const before = simulation.calls.last;
    const corrected = invited({
      groups: [{ services: ['guardduty', 'detective'], role: ROLE, accounts: { [PARTNER]: 'root@elsewhere.example' } }],
    });
    expect(await settleInvitations(simulation, corrected)).toMatchObject({ covered: [PARTNER], exceptions: [] });
    expect(writeNames(simulation, before).slice(0, 2)).toEqual(['DeleteMembers', 'DeleteMembers']);
  });

  test('I4: fails the verification too while the account is suspended', async () => {
    const simulation = await rolledOut({ outsideAccounts: [outside(PARTNER, { state: 'SUSPENDED' })] });
    const report = await settleInvitations(simulation);
    expect(reasons(report)).toEqual([
      `${PARTNER} detective VerificationFailed`,
      `${PARTNER} guardduty EmailVerificationFailed`,
    ]);
    expect(report.exceptions[0]?.hint).toContain('reactivate');
  });

  test('I11: is not verified in AWS GovCloud, and nothing is waited for there', async () => {
    const region = 'us-gov-west-1';
    const outsideAccounts = [outside(PARTNER, { email: 'root@elsewhere.example' })];
    const simulation = await rolledOut({ partition: 'aws-us-gov', outsideAccounts }, region);
    await settleInvitations(simulation, invited({ region, partition: 'aws-us-gov' }));
    expect((await statusOf(simulation, PARTNER, region)).detective).not.toBe('VERIFICATION_FAILED');
  });
});

describe('timing between both sides', () => {
  test('I2: an invitation that the account does not see yet is waited for', async () => {
    const simulation = await rolledOut();
    const message =
      'The request is rejected because the current account has no pending invitation from the given master account ID or is already an associated member of another master account.';
    const error = { code: 'BadRequestException', status: 400, message };
    const operation = 'AcceptAdministratorInvitation';
    simulation.faults.add({ service: 'guardduty', operation, account: PARTNER, times: 1, error });
    await reconcile(invitationsController(awsOf(simulation, SECURITY)), invited());
    await simulation.clock.advance(120);
    const report = await reconcile(invitationsController(awsOf(simulation, SECURITY)), invited());
    expect(report.pending.map(({ reason }) => reason)).toContain('InvitationNotVisible');
    expect(await settleInvitations(simulation)).toMatchObject({ covered: [PARTNER], exceptions: [] });
  });

  test('I8: a detector that disappears between two calls is read again by the next pass', async () => {
    const simulation = await rolledOut();
    const message = 'The request is rejected because the input detectorId is not owned by the current account.';
    const error = { code: 'BadRequestException', status: 400, message };
    const operation = 'AcceptAdministratorInvitation';
    simulation.faults.add({ service: 'guardduty', operation, account: PARTNER, times: 1, error });
    expect(await settleInvitations(simulation)).toMatchObject({ covered: [PARTNER], exceptions: [] });
  });

  test('I10, T4: an invitation is not accepted twice if the first answer was lost', async () => {
    const simulation = await rolledOut();
    const error = { code: 'InternalServerException', status: 500, message: 'Internal server error' };
    for (const [service, operation] of [
      ['guardduty', 'AcceptAdministratorInvitation'],
      ['detective', 'AcceptInvitation'],
    ] as const)
      simulation.faults.add({ service, operation, account: PARTNER, times: 1, applyFirst: true, error });
    expect(await settleInvitations(simulation)).toMatchObject({ covered: [PARTNER], exceptions: [] });
  });

  test('I3: passes change nothing if nothing happens between them', async () => {
    const simulation = await rolledOut();
    await reconcile(invitationsController(awsOf(simulation, SECURITY)), invited());
    const before = simulation.calls.last;
    const report = await reconcile(invitationsController(awsOf(simulation, SECURITY)), invited());
    expect(writes(simulation, before)).toEqual([]);
    expect(report.pending).toHaveLength(2);
  });
});

describe('MemberAccess', () => {
  const grant = {
    partition: 'aws',
    administrator: SECURITY,
    organizationId: 'o-exampleorg1',
    roleName: ROLE.name,
    externalId: ROLE.externalId,
    regions: [REGION],
  } as const;

  /** The account has deployed the template for its owner, and the administrator has the role that the region's stack creates. */
  async function handedOver(changes: Partial<typeof grant> = {}): Promise<Simulation> {
    const simulation = await rolledOut({ outsideAccounts: [outside(PARTNER, { roles: [] })] });
    const TemplateBody = JSON.stringify(memberAccessTemplate({ ...grant, ...changes }));
    const input = { StackName: 'muster-member-access', TemplateBody, Capabilities: ['CAPABILITY_NAMED_IAM'] };
    await as(simulation, PARTNER, 'cloudformation', 'CreateStack', input);
    await stacksSettled(simulation);
    return simulation;
  }

  async function functionOf(simulation: Simulation, RoleName = 'muster-acceptance-pass'): Promise<Aws> {
    const trust = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
    const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [trust] });
    await as(simulation, SECURITY, 'iam', 'CreateRole', { RoleName, AssumeRolePolicyDocument });
    const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess';
    await as(simulation, SECURITY, 'iam', 'AttachRolePolicy', { RoleName, PolicyArn });
    const { credentials } = simulation.principals.assume(`arn:aws:iam::${SECURITY}:role/${RoleName}`, 'pass');
    return connect({ credentials, requestHandler: requestHandler(simulation), maxAttempts: 1 });
  }

  async function settleAs(simulation: Simulation, aws: Aws) {
    for (let passes = 0; ; passes += 1) {
      const report = await reconcile(invitationsController(aws), invited({ ownPlans: true }));
      if (report.pending.length === 0 || passes === 9) return report;
      await simulation.clock.advance(60);
    }
  }

  test('lets the function of a region accept with only the permissions that the template grants', async () => {
    const simulation = await handedOver();
    const report = await settleAs(simulation, await functionOf(simulation));
    expect(report).toMatchObject({ covered: [PARTNER], exceptions: [] });
    expect(await detectorId(simulation, PARTNER)).not.toBe('');
  });

  test('cannot be assumed by another role of the administrator’s account', async () => {
    const simulation = await handedOver();
    const report = await settleAs(simulation, await functionOf(simulation, 'other'));
    expect(new Set(report.exceptions.map(({ reason }) => reason))).toEqual(new Set(['RoleNotAssumable']));
  });

  test.each([
    ['another external id', { externalId: 'another' as never }],
    ['another organization', { organizationId: 'o-otherorg123' as never }],
  ])('that requires %s cannot be assumed by the function', async (_, changes) => {
    const simulation = await handedOver(changes);
    const report = await settleAs(simulation, await functionOf(simulation));
    expect(new Set(report.exceptions.map(({ reason }) => reason))).toEqual(new Set(['RoleNotAssumable']));
  });

  test('that is for other regions lets the function do nothing here', async () => {
    const simulation = await handedOver({ regions: ['us-west-2'] as never });
    const before = simulation.calls.last;
    const report = await settleAs(simulation, await functionOf(simulation));
    expect(report.covered).toEqual([]);
    const there = simulation.calls.after(before).filter(({ principal }) => principal.includes(`:${PARTNER}:`));
    expect(there.length).toBeGreaterThan(0);
    expect(there.filter(({ errorCode, service }) => errorCode === undefined && service !== 'sts')).toEqual([]);
  });
});
