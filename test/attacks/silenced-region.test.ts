import { putEvent, stateOf } from '@muster/simulator';
import { DETECTION_RULES } from '../../lib/names';
import { SECURITY } from '../accounts';
import { DeployedHub } from '../end-to-end/deployed-hub';
import { HOME, PATIENCE } from '../end-to-end/stage';

const AWAY = 'ap-northeast-3';
const PASS = 'muster-guardduty-pass';
const FINDINGS = { targets: { inbox: { sqs: {} } }, routes: [{ name: 'all', targets: ['inbox'] }] };

let hub: DeployedHub;
beforeEach(async () => {
  hub = await DeployedHub.start(FINDINGS, {}, [HOME, AWAY], true);
}, PATIENCE);
afterEach(() => hub?.simulation.stop());

const away = <O>(service: string, operation: string, input: object) => hub.call<O>(service, operation, input, AWAY);

/** Minute by minute, as the passes that the schedule starts take time of their own. */
async function hours(count: number): Promise<void> {
  for (let quarter = 0; quarter < 4 * count; quarter += 1) await hub.simulation.clock.advance(900);
}

const rules = () => [...(stateOf(hub.simulation, SECURITY, AWAY).events.eventBuses.get('default')?.rules.keys() ?? [])];
const directoryAlarms = async () => (await hub.alarming()).some((name) => /Directory.*Exceptions/.test(name));
/** What reached the on-call, of alarms of this name. */
const notified = (name: RegExp) => hub.publishedTo('Operations').filter(({ message }) => name.test(message));

async function schedule(State: 'ENABLED' | 'DISABLED'): Promise<void> {
  const { Schedules } = await away<{ Schedules: { Name: string }[] }>('scheduler', 'ListSchedules', {});
  for (const { Name } of Schedules) {
    const now = await away<object>('scheduler', 'GetSchedule', { Name });
    await away('scheduler', 'UpdateSchedule', { ...now, State });
  }
}

/** What S3 answers to a new object in the bucket of the listing. */
async function put(Key: string, role?: string, code?: string): Promise<string> {
  const { principals } = hub.simulation;
  const arn = `arn:aws:iam::${SECURITY}:role/${role}`;
  const principal =
    role === undefined ? principals.administrator(SECURITY) : principals.assume(arn, 'mine', code).principal;
  const object = { Bucket: `muster-listing-${SECURITY}-${HOME}`, Key, Body: '' };
  return hub.simulation.invoke('s3', 'PutObject', object, { principal, region: HOME }).then(
    () => 'written',
    (error: { code?: string }) => error.code ?? 'refused',
  );
}

describe('K3: someone who may act in one region', () => {
  test(
    'disables its rules and its schedule, blocks its functions and makes auto-enable ineffective: home raises an alarm within two periods, until the region is back',
    async () => {
      expect(rules().sort()).toEqual(Object.values(DETECTION_RULES).sort());
      for (const Name of rules()) await away('events', 'DisableRule', { Name });
      await schedule('DISABLED');
      await away('lambda', 'PutFunctionConcurrency', { FunctionName: PASS, ReservedConcurrentExecutions: 0 });
      const { DetectorIds } = await away<{ DetectorIds: string[] }>('guardduty', 'ListDetectors', {});
      const none = { DetectorId: DetectorIds[0], AutoEnableOrganizationMembers: 'NONE' };
      await away('guardduty', 'UpdateOrganizationConfiguration', none);

      await hours(2);
      expect(await directoryAlarms()).toBe(false);
      await hours(2);
      expect(await directoryAlarms()).toBe(true);
      expect(notified(/Directory.*Exceptions/)).not.toEqual([]);

      await away('lambda', 'DeleteFunctionConcurrency', { FunctionName: PASS });
      await schedule('ENABLED');
      for (const Name of rules()) await away('events', 'EnableRule', { Name });
      await hours(5);
      expect(await directoryAlarms()).toBe(false);
    },
    PATIENCE,
  );

  test(
    'cannot write marks in the name of others: an administrator may write none, a function neither the listing nor marks of other controllers, and the role of a function nothing outside its code',
    async () => {
      const code = `arn:aws:lambda:${AWAY}:${SECURITY}:function:${PASS}`;
      expect([
        await put(`passes/${AWAY}/guardduty`, PASS, code),
        await put(`passes/${AWAY}/guardduty`),
        await put('accounts.json.gz'),
        await put('passes/anything'),
        await put(`passes/${AWAY}/guardduty`, PASS),
        await put(`passes/${HOME}/detective`, PASS, code),
        await put('accounts.json.gz', PASS, code),
      ]).toEqual(['written', ...Array(6).fill('AccessDenied')]);
    },
    PATIENCE,
  );

  test(
    'changes resources of muster there: the on-call is notified at once if there is a trail, and not about deployments',
    async () => {
      const about = { account: SECURITY, region: AWAY, name: 'default' };
      const put = (source: string, eventName: string, requestParameters: object, sourceIPAddress = '203.0.113.7') =>
        putEvent(hub.simulation, about, {
          account: SECURITY,
          region: AWAY,
          source,
          detailType: 'AWS API Call via CloudTrail',
          detail: { eventSource: `${source.slice(4)}.amazonaws.com`, eventName, sourceIPAddress, requestParameters },
        });
      const reported = async (event: Promise<unknown>) => {
        const before = notified(/via CloudTrail/).length;
        await event;
        await hub.simulation.clock.advance(5);
        return notified(/via CloudTrail/).length - before;
      };
      const machine = `arn:aws:states:${AWAY}:${SECURITY}:stateMachine:muster-detection-repair`;
      const { Schedules } = await away<{ Schedules: { Name: string }[] }>('scheduler', 'ListSchedules', {});
      expect([
        await reported(put('aws.events', 'DisableRule', { name: DETECTION_RULES.alarms })),
        await reported(put('aws.events', 'RemoveTargets', { rule: DETECTION_RULES.events, ids: ['FindingsBus'] })),
        await reported(put('aws.lambda', 'PutFunctionConcurrency20171031', { functionName: PASS })),
        await reported(
          put('aws.lambda', 'UpdateFunctionCode20150331v2', {
            functionName: `arn:aws:lambda:${AWAY}:${SECURITY}:function:${PASS}`,
          }),
        ),
        await reported(put('aws.scheduler', 'UpdateSchedule', { name: Schedules[0]?.Name, state: 'DISABLED' })),
        await reported(put('aws.states', 'UpdateStateMachine', { stateMachineArn: machine })),
      ]).toEqual(Array(6).fill(1));
      expect([
        await reported(
          put('aws.events', 'DisableRule', { name: DETECTION_RULES.alarms }, 'cloudformation.amazonaws.com'),
        ),
        await reported(put('aws.events', 'DisableRule', { name: 'payroll' })),
        await reported(put('aws.lambda', 'GetFunction20150331v2', { functionName: PASS })),
      ]).toEqual([0, 0, 0]);
    },
    PATIENCE,
  );

  test(
    'disables only the rule that forwards its alarms: the next pass reports it, and home raises the alarm instead',
    async () => {
      await away('events', 'DisableRule', { Name: DETECTION_RULES.alarms });
      await hours(2.5);
      expect(await directoryAlarms()).toBe(true);
      expect(notified(/Directory.*Exceptions/)).not.toEqual([]);
    },
    PATIENCE,
  );
});
