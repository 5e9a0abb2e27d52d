import { putFinding, stateOf } from '@muster/simulator';
import {
  enrichmentPermissions,
  investigationPermissions,
  memoryActions,
  notificationActions,
  pollActions,
  postponeActions,
  topicKeyActions,
} from '../../lambda/aws/permissions/findings';
import { detectiveController } from '../../lambda/controllers/detective';
import { guardDutyController } from '../../lambda/controllers/guardduty';
import { SECURITY } from '../accounts';
import { DeployedHub } from '../end-to-end/deployed-hub';
import { HOME, PATIENCE } from '../end-to-end/stage';
import { recorded } from '../findings/corpus';
import { detective, guardDuty, settle } from '../lambda/organization-under-test';

/** The permissions that every function's role has in addition: its log. */
const LOGS = ['logs:CreateLogStream', 'logs:PutLogEvents'];
/** Lambda checks this once, when the mapping is created, without a call that is recorded here. */
const UNSEEN = ['sqs:GetQueueAttributes'];

let hub: DeployedHub;
beforeAll(async () => {
  const targets = { analysts: { sns: {} }, tickets: { opsItem: {} }, inbox: { sqs: {} } };
  hub = await DeployedHub.start(
    { targets, routes: [{ name: 'all', targets: Object.keys(targets) }] },
    { accounts: [{ id: '333333333333', ou: 'Workloads' }] },
  );
  await settle(hub.simulation, guardDutyController, SECURITY, guardDuty());
  await settle(hub.simulation, detectiveController, SECURITY, detective());
  const SSH = recorded('UnauthorizedAccess:EC2/SSHBruteForce');
  await hub.arrive([SSH]);
  await hub.arrive([{ ...SSH, severity: 9 }]);
  await investigate();
}, PATIENCE);
afterAll(() => hub.simulation.stop());

/** Raises a severe finding about a user of an enabled member; the investigation loses its first answer, ends and is notified. */
async function investigate(): Promise<void> {
  const { simulation } = hub;
  simulation.faults.add({ service: 'detective', operation: 'StartInvestigation', times: 1, applyFirst: true });
  const now = simulation.clock.iso();
  const TOR = recorded('UnauthorizedAccess:IAMUser/TorIPCaller');
  const service = { ...(TOR.service as object), eventFirstSeen: now, eventLastSeen: now };
  const finding = { ...TOR, severity: 8, service };
  putFinding(simulation, { account: '333333333333', region: HOME, finding });
  await hub.arrive([finding], 1200);
}

/** The permissions of a role of the hub, and the actions that it used. */
function roleOf(name: RegExp): { granted: string[]; used: readonly string[] } {
  const all = [...stateOf(hub.simulation, SECURITY, HOME).iam.roles.values()];
  const role = all.find((each) => name.test(each.name));
  const documents = [...(role?.inline.values() ?? [])].map((text) => JSON.parse(text));
  const granted: string[] = documents.flatMap(({ Statement }) =>
    Statement.flatMap(({ Action }: { Action: string }) => Action),
  );
  const arn = `arn:aws:iam::${SECURITY}:role/${role?.name}`;
  const seen = (actions: readonly string[]) => [...new Set(actions)].filter((each) => !UNSEEN.includes(each)).sort();
  return { granted: seen(granted), used: hub.simulation.authorization.usedBy(arn) };
}

const sorted = (...actions: string[]) => actions.filter((each) => !UNSEEN.includes(each)).sort();

test('the role of the enrichment has the permissions that its ports list, and uses all of them', () => {
  const listed = enrichmentPermissions.flatMap(({ actions }) => actions);
  const { granted, used } = roleOf(/IntakeEnrichmentRole/);
  const queue = [...pollActions, ...postponeActions];
  expect(granted).toEqual(sorted(...listed, ...notificationActions, ...queue, 'events:PutEvents', ...LOGS));
  expect(used).toEqual(granted);
});

test('the role of the publisher may publish with its key, and park messages that it could not publish', () => {
  const { granted, used } = roleOf(/TargetsPublisherRole/);
  expect(granted).toEqual(sorted(...topicKeyActions, ...LOGS, 'sns:Publish', 'sqs:SendMessage'));
  expect(used).toEqual(sorted(...topicKeyActions, ...LOGS, 'sns:Publish'));
});

test('the role of the targets may deliver to them, and nothing else', () => {
  const { granted, used } = roleOf(/TargetsRole/);
  expect(granted).toEqual(['lambda:InvokeFunction', 'sqs:SendMessage', 'ssm:CreateOpsItem']);
  expect(used).toEqual(granted);
});

test('the role of the investigator has the permissions that its ports list, and uses all of them', () => {
  const listed = investigationPermissions.flatMap(({ actions }) => actions);
  const { granted, used } = roleOf(/InvestigationInvestigatorRole/);
  expect(granted).toEqual(sorted(...listed, ...memoryActions, 'events:PutEvents', ...LOGS));
  expect(used).toEqual(granted);
});

test('the role of the state machine may invoke its steps, and otherwise only log and trace them', () => {
  const { granted, used } = roleOf(/InvestigationStepsRole/);
  expect(granted.filter((action) => !/^(logs|xray):/.test(action))).toEqual(['lambda:InvokeFunction']);
  expect(used).toEqual(['lambda:InvokeFunction']);
});

test('the role that starts investigations may do nothing else', () => {
  const { granted, used } = roleOf(/InvestigationRole/);
  expect(granted).toEqual(['states:StartExecution']);
  expect(used).toEqual(granted);
});
