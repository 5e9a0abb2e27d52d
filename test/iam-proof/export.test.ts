import { CreateAliasCommand } from '@aws-sdk/client-kms';
import { requestHandler } from '@muster/simulator';
import { ExportWorld, GuardDutyOrganization } from '@muster/simulator/fixtures';
import { connect } from '../../lambda/aws/clients';
import { guardDutyController } from '../../lambda/controllers/guardduty';
import type { GuardDutyDesired } from '../../lambda/controllers/guardduty/desired';
import { exportPermissions } from '../../lambda/controllers/guardduty/permissions';
import type { Report } from '../../lambda/reconcile/report';
import { rolloutFile } from '../../lib/config';
import { EXPORT_KEY } from '../../lib/names';
import { exportDesired } from '../../lib/rollout/export';
import { SECURITY } from '../accounts';
import { guardDuty, guardDutyAlone, startDelegated } from '../lambda/organization-under-test';
import { credentialsOf, type DeployedRole, deployedRoles, REGION, without } from './deployed-roles';
import { converge, install } from './scenario';

const findings = { export: { prefix: 'guardduty', bucketName: 'findings', overrideExisting: true } };
const organization = { managementAccount: '111111111111', delegatedAdministrator: SECURITY };
const place = exportDesired(rolloutFile.parse({ organization, homeRegion: REGION, regions: [REGION], findings }));
const sets = exportPermissions(place as NonNullable<typeof place>);
const listed = sets.flatMap(({ actions }) => actions);

let role: DeployedRole;
beforeAll(async () => {
  role = (await deployedRoles({ findings })).guardduty;
});

const sidsOf = ({ documents }: DeployedRole) => documents.flatMap(({ Statement }) => Statement.map(({ Sid }) => Sid));

/** Creates an export, and repairs it after someone has redirected it to another bucket. */
async function run(deployed: DeployedRole): Promise<{ used: readonly string[]; reports: Report[] }> {
  const simulation = await startDelegated({}, guardDutyAlone());
  const world = await ExportWorld.within(new GuardDutyOrganization(simulation), {});
  const TargetKeyId = world.keyArn.split('/')[1];
  await world.kms.send(new CreateAliasCommand({ AliasName: EXPORT_KEY, TargetKeyId }));
  const other = await ExportWorld.within(world.guardDuty, { name: 'elsewhere' });
  await install(simulation, 'guardduty', deployed);
  const credentials = credentialsOf(simulation, 'guardduty', deployed);
  const desired = guardDuty({ export: place as GuardDutyDesired['export'] });
  const pass = () => {
    const aws = connect({ credentials, requestHandler: requestHandler(simulation), maxAttempts: 1 });
    return converge(simulation, guardDutyController(aws), desired);
  };
  const reports = [await pass()];
  await other.redirect();
  reports.push(await pass());
  return { used: simulation.authorization.usedBy(deployed.arn), reports };
}

/** GuardDuty looks for the folder with the caller's permissions, and has its own words for a denial. */
const OF_FOLDER = 'you do not have the required permissions for the s3:GetObject or s3:ListBucket actions';
const complaintAbout = (action: string) =>
  ['s3:GetObject', 's3:ListBucket'].includes(action)
    ? OF_FOLDER
    : `because no identity-based policy allows the ${action} action`;

describe('if findings are exported, the role of the guardduty controller', () => {
  it('has the permissions that the export lists, which it does not have otherwise', async () => {
    const sids = sets.map(({ sid }) => sid);
    expect(sidsOf(role)).toEqual(expect.arrayContaining(sids));
    const otherwise = sidsOf((await deployedRoles()).guardduty);
    for (const sid of sids) expect(otherwise).not.toContain(sid);
  });

  it('uses all of them, and is refused nothing', async () => {
    const { used, reports } = await run(role);
    expect(used).toEqual(expect.arrayContaining(listed));
    expect(reports.flatMap(({ exceptions, remaining }) => [...exceptions, ...remaining])).toEqual([]);
  });

  it.each(listed)('fails without %s, and the error says so', async (action) => {
    const documents = role.documents.map((document) => without(action, document));
    const complaint = await run({ ...role, documents }).then(
      ({ reports }) => JSON.stringify(reports),
      (error: Error) => error.message,
    );
    expect(complaint).toContain(complaintAbout(action));
  });
});
