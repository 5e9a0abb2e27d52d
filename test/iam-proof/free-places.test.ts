import { requestHandler, type Simulation } from '@muster/simulator';
import { type Aws, connect } from '../../lambda/aws/clients';
import { detectiveController } from '../../lambda/controllers/detective';
import { guardDutyController } from '../../lambda/controllers/guardduty';
import type { Report } from '../../lambda/reconcile/report';
import { MANAGEMENT, SECURITY } from '../accounts';
import {
  delegation,
  detective,
  guardDuty,
  members,
  settleDirectly,
  startDelegated,
} from '../lambda/organization-under-test';
import { credentialsOf, type DeployedRole, deployedRoles, REGION, without } from './deployed-roles';
import { converge, install } from './scenario';

const OPT_IN = 'af-south-1';
const ACTION = 'detective:DeleteMembers';
const all = members(1205).map(({ id }) => id);
/** the last by id, to which the places of the graph come last */
const usable = all.slice(-20);

let role: DeployedRole;
let elsewhere: DeployedRole;
beforeAll(async () => {
  role = (await deployedRoles({ regions: [REGION, OPT_IN] })).detective;
  elsewhere = (await deployedRoles({ regions: [REGION, 'eu-central-1'] })).detective;
});

/** A full graph in an opt-in region, whose places went to accounts that have not enabled it, and the role in that region. */
async function fullGraph(given: DeployedRole): Promise<{ simulation: Simulation; aws: Aws }> {
  const enabled = new Set([MANAGEMENT, SECURITY, ...usable]);
  const accounts = [MANAGEMENT, SECURITY, ...all].map((id) => ({
    id,
    ...(enabled.has(id) && { optedInRegions: [OPT_IN] }),
  }));
  const only = delegation({ homeRegion: OPT_IN, regions: [{ region: OPT_IN, detective: true }] });
  const simulation = await startDelegated({ accounts }, only);
  // Detective alone does not know which accounts have enabled the region
  await settleDirectly(simulation, detectiveController, SECURITY, detective({ region: OPT_IN, optIn: true }));
  await settleDirectly(simulation, guardDutyController, SECURITY, guardDuty({ region: OPT_IN }));
  await install(simulation, 'detective', given);
  const credentials = credentialsOf(simulation, 'detective', given, OPT_IN);
  return { simulation, aws: connect({ credentials, requestHandler: requestHandler(simulation), maxAttempts: 1 }) };
}

const pass = (simulation: Simulation, aws: Aws): Promise<Report> =>
  converge(simulation, detectiveController(aws), detective({ region: OPT_IN, optIn: true }));

test('R5, T10: the role of the detective controller frees places that accounts without the opt-in region hold', async () => {
  const { simulation, aws } = await fullGraph(role);
  const report = await pass(simulation, aws);
  expect(report.covered).toEqual([MANAGEMENT, SECURITY, ...usable]);
  expect(simulation.authorization.usedBy(role.arn)).toContain(ACTION);
});

test('R5: without the permission to free places the pass fails, and the error says so', async () => {
  const { simulation, aws } = await fullGraph({
    ...role,
    documents: role.documents.map((each) => without(ACTION, each)),
  });
  await expect(pass(simulation, aws)).rejects.toThrow(`no identity-based policy allows the ${ACTION} action`);
});

test('a role of regions that need no opt-in may remove no member, nor may one of others do so outside its opt-in region', async () => {
  const actions = (given: DeployedRole) =>
    given.documents.flatMap(({ Statement }) => Statement.flatMap(({ Action }) => Action));
  expect(actions(role)).toContain(ACTION);
  expect(actions(elsewhere)).not.toContain(ACTION);
  const simulation = await startDelegated({ accounts: [{ id: '333333333333' }] });
  await settleDirectly(simulation, detectiveController, SECURITY, detective());
  await install(simulation, 'detective', role);
  const credentials = credentialsOf(simulation, 'detective', role);
  const here = connect({ credentials, requestHandler: requestHandler(simulation), maxAttempts: 1 });
  const graph = (await here.detective(REGION).graph()) ?? '';
  await expect(here.detectiveInvitations(REGION).remove(graph, ['333333333333'])).rejects.toThrow(
    `no identity-based policy allows the ${ACTION} action`,
  );
});
