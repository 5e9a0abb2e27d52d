import type { Simulation } from '@muster/simulator';
import type { InvitationsDesired } from '../../../../lambda/controllers/invitations/desired';
import { writeNames } from '../../organization-under-test';
import { as, detectorId, invited, PARTNER, ROLE, reasons, rolledOut, settleInvitations } from './outside';

const all = { autoEnable: 'ALL', additional: {} } as const;
const none = { autoEnable: 'NONE', additional: {} } as const;

const asked = (plans: InvitationsDesired['plans'], ownPlans = false) => invited({ plans, ownPlans });

async function featuresOf(simulation: Simulation): Promise<Record<string, string>> {
  const { Features } = await as<{ Features: { Name: string; Status: string }[] }>(
    simulation,
    PARTNER,
    'guardduty',
    'GetDetector',
    { DetectorId: await detectorId(simulation, PARTNER) },
  );
  return Object.fromEntries(Features.map(({ Name, Status }) => [Name, Status]));
}

test('a detector that the rollout creates has the desired plans from the start', async () => {
  const simulation = await rolledOut();
  await settleInvitations(simulation, asked({ S3_DATA_EVENTS: all, EBS_MALWARE_PROTECTION: all }));
  expect(await featuresOf(simulation)).toMatchObject({
    S3_DATA_EVENTS: 'ENABLED',
    EBS_MALWARE_PROTECTION: 'ENABLED',
    RDS_LOGIN_EVENTS: 'DISABLED',
  });
});

test('the administrator sets the plans of an existing detector, as for any member', async () => {
  const features = { S3_DATA_EVENTS: 'DISABLED', LAMBDA_NETWORK_LOGS: 'ENABLED' } as const;
  const simulation = await rolledOut({ guardduty: [{ account: PARTNER, region: 'eu-west-1', features }] });
  const before = simulation.calls.last;
  const report = await settleInvitations(simulation, asked({ S3_DATA_EVENTS: all, LAMBDA_NETWORK_LOGS: none }));
  expect(await featuresOf(simulation)).toMatchObject({ S3_DATA_EVENTS: 'ENABLED', LAMBDA_NETWORK_LOGS: 'DISABLED' });
  expect(writeNames(simulation, before)).toContain('UpdateMemberDetectors');
  expect(report.exceptions).toEqual([]);
});

describe('Malware Protection for EC2, which only an invited member can set itself,', () => {
  const withoutFeature = () =>
    rolledOut({
      guardduty: [{ account: PARTNER, region: 'eu-west-1', features: { EBS_MALWARE_PROTECTION: 'DISABLED' } }],
    });

  test('is reported if the configuration does not allow setting it, and is not requested', async () => {
    const simulation = await withoutFeature();
    const report = await settleInvitations(simulation, asked({ EBS_MALWARE_PROTECTION: all }));
    expect(reasons(report)).toEqual([`${PARTNER} guardduty OwnPlanDiffers`]);
    expect(report.exceptions[0]?.words).toContain('EBS_MALWARE_PROTECTION is not ENABLED');
    expect(report.covered).toEqual([PARTNER]);
    expect(await featuresOf(simulation)).toMatchObject({ EBS_MALWARE_PROTECTION: 'DISABLED' });
  });

  test('is still reported if the role was removed meanwhile, together with the fact that the account cannot be read', async () => {
    const simulation = await withoutFeature();
    await settleInvitations(simulation, asked({}));
    await as(simulation, PARTNER, 'iam', 'DetachRolePolicy', {
      RoleName: ROLE.name,
      PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess',
    });
    await as(simulation, PARTNER, 'iam', 'DeleteRole', { RoleName: ROLE.name });
    const report = await settleInvitations(simulation, asked({ EBS_MALWARE_PROTECTION: all }, true));
    expect(reasons(report)).toEqual([`${PARTNER} guardduty OwnPlanDiffers`]);
    expect(report.notes).toEqual([expect.stringContaining(`cannot be seen in ${PARTNER}`)]);
  });

  test('is set through the role if the configuration allows it', async () => {
    const simulation = await withoutFeature();
    const report = await settleInvitations(simulation, asked({ EBS_MALWARE_PROTECTION: all }, true));
    expect(report.exceptions).toEqual([]);
    expect(await featuresOf(simulation)).toMatchObject({ EBS_MALWARE_PROTECTION: 'ENABLED' });
  });
});

test('a plan that AWS does not list for the member is left out, and the others are set', async () => {
  const simulation = await rolledOut({
    guardduty: [{ account: PARTNER, region: 'eu-west-1', features: { S3_DATA_EVENTS: 'DISABLED' } }],
  });
  await settleInvitations(simulation, asked({ S3_DATA_EVENTS: all, NOT_INVENTED_YET: all }));
  expect(await featuresOf(simulation)).toMatchObject({ S3_DATA_EVENTS: 'ENABLED' });
});
