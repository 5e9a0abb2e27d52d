import { type Deployed, deployedOnly } from '../../../lambda/reconcile/deployed';
import { digestOf } from '../../../lambda/reconcile/desired';

const STACK = 'arn:aws:cloudformation:eu-west-1:222222222222:stack/muster-GuardDuty/1';
const DESIRED = { service: 'guardduty', autoEnable: 'ALL' };
const BLIND = { ...DESIRED, autoEnable: 'NONE' };
const deployed: Deployed = { digest: digestOf(DESIRED), stackId: STACK, service: 'guardduty', region: 'eu-west-1' };
const lambda = { getRemainingTimeInMillis: () => 60_000 };

const deployment = (parts: object = {}) => ({
  RequestType: 'Update',
  StackId: STACK,
  ResourceProperties: { Desired: JSON.stringify(DESIRED) },
  ...parts,
});
const removal = (onRemoval: string, parts: object = {}) =>
  deployment({
    RequestType: 'Delete',
    ResourceProperties: { Desired: JSON.stringify({ ...DESIRED, onRemoval }) },
    ...parts,
  });

/** An invocation: its result, what the pass was run with, and what was logged. */
async function invoke(event: unknown, stack: (() => Deployed) | undefined = () => deployed) {
  const passes: unknown[] = [];
  const logged: (readonly [string, unknown])[] = [];
  const handler = deployedOnly(
    async (asked) => {
      passes.push(asked);
      return { IsComplete: true };
    },
    stack,
    { log: (name, values) => logged.push([name, values]), now: () => 0 },
  );
  const [outcome] = await Promise.allSettled([handler(event, lambda)]);
  return { outcome, passes, logged };
}

describe('K2: a pass runs', () => {
  test.each<[string, unknown, unknown]>([
    ['for the deployed state, on the schedule', DESIRED, DESIRED],
    ['for the deployed state, as a repair', { Execution: 'e-1', Desired: DESIRED }, DESIRED],
    ['for its own stack, when it is deployed', deployment(), deployment()],
    [
      'for any stack that retains everything on removal',
      removal('retain', { StackId: 'x' }),
      removal('retain', { StackId: 'x' }),
    ],
  ])('%s', async (_, event, asked) => {
    const { outcome, passes, logged } = await invoke(event);
    expect(outcome).toEqual({ status: 'fulfilled', value: { IsComplete: true } });
    expect(passes).toEqual([asked]);
    expect(logged).toEqual([]);
  });
});

describe('K2: no pass runs', () => {
  test.each<[string, unknown, RegExp]>([
    ['for another state', BLIND, /another desired state/],
    [
      'for a deployment of another state',
      deployment({ ResourceProperties: { Desired: JSON.stringify(BLIND) } }),
      /another desired state/,
    ],
    ['for a deployment of no state', deployment({ ResourceProperties: {} }), /another desired state/],
    [
      'for a deployment of what is no state',
      deployment({ ResourceProperties: { Desired: '{' } }),
      /another desired state/,
    ],
    ['for another stack', deployment({ StackId: 'arn:other' }), /stack arn:other, not from arn:aws:cloudformation/],
    ['for no stack', deployment({ StackId: undefined }), /stack \(none\), not from/],
    [
      'for a removal that disables, from another stack',
      removal('disable', { StackId: 'arn:other' }),
      /stack arn:other/,
    ],
    ['for an execution without a state', { Execution: 'e-1' }, /another desired state/],
    ['for nothing', null, /another desired state/],
  ])('%s, and the alarm notifies', async (_, event, words) => {
    const { outcome, passes, logged } = await invoke(event);
    expect(passes).toEqual([]);
    expect(outcome).toMatchObject({
      status: 'rejected',
      reason: {
        code: 'NotDeployed',
        message: expect.stringMatching(words),
        hint: expect.stringContaining('CloudTrail'),
      },
    });
    expect(logged).toMatchObject([
      ['refused', { reason: 'NotDeployed', service: 'guardduty', region: 'eu-west-1' }],
      ['metrics', { Exceptions: 1 }],
    ]);
  });

  const execution = (parts: { account?: string; name?: string } = {}) =>
    `arn:aws:states:eu-west-1:${parts.account ?? '222222222222'}:execution:${parts.name ?? 'muster-GuardDuty-repair'}:4711`;

  test('for a repair that began before its stack was updated: the next one has the new state, and no one is notified', async () => {
    const { outcome, passes, logged } = await invoke({ Execution: execution(), Desired: BLIND });
    expect(outcome).toEqual({ status: 'fulfilled', value: { IsComplete: false } });
    expect(passes).toEqual([]);
    expect(logged).toMatchObject([['refused', { execution: execution() }]]);
  });

  test('for such a repair at home, which misses no marks of its own, and the alarm notifies', async () => {
    const home = () => ({ ...deployed, service: 'directory' });
    const { outcome, passes, logged } = await invoke({ Execution: execution(), Desired: BLIND }, home);
    expect(outcome).toEqual({ status: 'fulfilled', value: { IsComplete: false } });
    expect(passes).toEqual([]);
    expect(logged).toMatchObject([
      ['refused', {}],
      ['metrics', { Exceptions: 1 }],
    ]);
  });

  test.each<[string, unknown]>([
    ['of another account', execution({ account: '888888888888' })],
    ['of another state machine', execution({ name: 'other-repair' })],
    ['that is no repair', execution({ name: 'muster-GuardDuty-canary' })],
    ['that is no text', 4711],
  ])('for an execution %s, and the alarm notifies', async (_, forged) => {
    const { outcome, passes, logged } = await invoke({ Execution: forged, Desired: BLIND });
    expect(passes).toEqual([]);
    expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'NotDeployed' } });
    expect(logged).toMatchObject([
      ['refused', {}],
      ['metrics', { Exceptions: 1 }],
    ]);
  });
});

describe('what was deployed', () => {
  const names = { DESIRED_DIGEST: digestOf(DESIRED), STACK_ID: STACK, SERVICE: 'guardduty', AWS_REGION: 'eu-west-1' };
  const before = { ...process.env };
  const fromEnvironment = async (environment: Record<string, string>, event: unknown) => {
    Object.assign(process.env, environment);
    const passes: unknown[] = [];
    const handler = deployedOnly(async (asked) => {
      passes.push(asked);
      return { IsComplete: true };
    });
    return handler(event, lambda).then(() => passes);
  };

  afterEach(() => {
    process.env = { ...before };
  });

  test('is in the environment of the function', async () => {
    expect(await fromEnvironment(names, DESIRED)).toEqual([DESIRED]);
  });

  test.each(Object.keys(names))('lets nothing run if %s is missing', async (name) => {
    await expect(fromEnvironment({ ...names, [name]: '' }, DESIRED)).rejects.toThrow(
      `the environment variable ${name} is missing`,
    );
  });
});
