import { DeployedHub } from '../end-to-end/deployed-hub';
import { HOME, PATIENCE, SECURITY } from '../end-to-end/stage';
import { rolloutOf } from '../lib/stacks/synthesized';

const FINDINGS = { targets: { inbox: { sqs: {} } }, routes: [{ name: 'all', targets: ['inbox'] }] };
const PASS = 'muster-guardduty-pass';
const HELD = `arn:aws:cloudformation:${HOME}:${SECURITY}:stack/Attack/1`;

const [detection] = rolloutOf({ findings: FINDINGS }).detections.filter(({ region }) => region === HOME);
if (!detection) throw new Error('the home region is governed');
const deployed = detection.guardDuty;

/** Every protection plan off, nothing enabled automatically, and a guard that lets this pass. */
const blind = {
  ...deployed,
  autoEnable: 'NONE',
  plans: Object.fromEntries(Object.keys(deployed.plans).map((name) => [name, { autoEnable: 'NONE', additional: {} }])),
  guard: { maxRemovedShare: 1, minimum: 1_000_000 },
};
const gone = { ...deployed, onRemoval: 'disable' };

describe('K2: an attacker who may only invoke the function of a pass', () => {
  let hub: DeployedHub;
  let stackId: string;
  beforeAll(async () => {
    hub = await DeployedHub.start(FINDINGS, {}, [HOME]);
    const name = { StackName: `Detection-${HOME}` };
    const { Stacks } = await hub.call<{ Stacks: { StackId: string }[] }>('cloudformation', 'DescribeStacks', name);
    stackId = Stacks[0]?.StackId ?? '';
  }, PATIENCE);
  afterAll(() => hub?.simulation.stop());

  async function invoke(event: object) {
    const before = hub.simulation.calls.last;
    const answer = await hub.call<{ FunctionError?: string; Payload: Uint8Array }>('lambda', 'Invoke', {
      FunctionName: PASS,
      Payload: Buffer.from(JSON.stringify(event)),
    });
    const asked = hub.simulation.calls.after(before).filter(({ principal }) => principal.includes(`/${PASS}/`));
    const calls = asked.filter(({ service }) => service !== 'logs').map(({ operation }) => operation);
    return { failed: answer.FunctionError !== undefined, text: Buffer.from(answer.Payload).toString(), calls };
  }

  const custom = (RequestType: string, desired: object, StackId: string | undefined) => ({
    RequestType,
    ...(StackId !== undefined && { StackId }),
    StartedAt: new Date(hub.simulation.clock.now()).toISOString(),
    ResourceProperties: { Desired: JSON.stringify(desired) },
  });

  test('can start a pass with the deployed state, as the schedule does', async () => {
    const { failed, calls } = await invoke(deployed);
    expect([failed, calls.length > 0]).toEqual([false, true]);
  });

  test.each([
    ['another desired state', () => blind],
    ['another desired state, as an Update of the stack', () => custom('Update', blind, stackId)],
    ['a Delete that disables, of the stack', () => custom('Delete', gone, stackId)],
    ['a Delete that disables, of no stack', () => custom('Delete', gone, undefined)],
    ['the deployed state from another stack', () => custom('Update', deployed, HELD)],
    ['the deployed state from no stack', () => custom('Create', deployed, undefined)],
  ])('is refused %s before any call to AWS', async (_, event) => {
    const { failed, text, calls } = await invoke(event());
    expect([failed, calls]).toEqual([true, []]);
    expect(text).toMatch(/reading the invocation of guardduty in eu-west-1/);
  });

  test.each([
    ['no id of an execution', 'arn'],
    ['an execution of another machine', `arn:aws:states:${HOME}:${SECURITY}:execution:mine:1`],
    ['an execution of another account', `arn:aws:states:${HOME}:111111111111:execution:muster-detection-repair:1`],
  ])('is refused an event that imitates the repair with %s', async (_, Execution) => {
    expect(await invoke({ Execution, Desired: blind })).toMatchObject({ failed: true, calls: [] });
  });

  test('changes nothing with an event that imitates the repair exactly', async () => {
    const Execution = `arn:aws:states:${HOME}:${SECURITY}:execution:muster-detection-repair:1`;
    expect(await invoke({ Execution, Desired: blind })).toMatchObject({ failed: false, calls: [] });
  });

  test('raises the alarm', async () => {
    expect(await invoke(blind)).toMatchObject({ failed: true });
    await hub.simulation.clock.advance(60);
    expect((await hub.alarming()).some((name) => /GuardDuty.*Exceptions/.test(name))).toBe(true);
  });
});
