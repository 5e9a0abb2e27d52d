import { deployFunction } from '../../../src/fixtures/deployed-function';
import { answerOf, type Deployed, startLambda } from './deployed';

const DAY = 24 * 60 * 60;

describe('the time inside a function', () => {
  let deployed: Deployed;
  beforeEach(async () => {
    deployed = await startLambda();
    await deployFunction(
      deployed.client,
      'time',
      `const loaded = Date.now();
       exports.handler = async (event, context) => ({
         loaded, now: Date.now(), fresh: new Date().getTime(), text: Date.parse(Date()), of: new Date(0).toISOString(),
         isDate: new Date() instanceof Date, made: new Date().constructor === Date,
         remaining: context.getRemainingTimeInMillis() });`,
    );
  });
  afterEach(() => deployed.simulation.stop());

  test("is the organization's, also after days that were skipped", async () => {
    await deployed.simulation.clock.advance(3 * DAY);
    const { payload } = await answerOf(deployed.client, 'time');
    const now = deployed.simulation.clock.now();
    const times = payload as Record<'loaded' | 'now' | 'fresh' | 'text', number>;
    for (const time of [times.loaded, times.now, times.fresh, times.text])
      expect(Math.abs(time - now)).toBeLessThan(DAY * 1000);
    expect(payload).toMatchObject({ of: '1970-01-01T00:00:00.000Z', isDate: true, made: true });
  });

  test('follows a jump of the clock with the next invocation of a warm environment', async () => {
    const before = (await answerOf(deployed.client, 'time')).payload as { now: number };
    await deployed.simulation.clock.advance(3 * DAY);
    const after = (await answerOf(deployed.client, 'time')).payload as { now: number; loaded: number };
    expect(after.now - before.now).toBeGreaterThanOrEqual(3 * DAY * 1000);
    expect(after.now - after.loaded).toBeGreaterThan(2 * DAY * 1000);
  });

  test('does not change the configured timeout of an invocation', async () => {
    await deployed.simulation.clock.advance(3 * DAY);
    const { remaining } = (await answerOf(deployed.client, 'time')).payload as { remaining: number };
    expect(remaining).toBeLessThanOrEqual(30_000);
    expect(remaining).toBeGreaterThan(0);
  });

  test('signs requests to the organization, which accepts them', async () => {
    await deployed.simulation.clock.advance(3 * DAY);
    await deployFunction(
      deployed.client,
      'who',
      `const { LambdaClient, ListFunctionsCommand } = require('@aws-sdk/client-lambda');
       exports.handler = async () => (await new LambdaClient({}).send(new ListFunctionsCommand({}))).Functions.length;`,
    );
    expect(await answerOf(deployed.client, 'who')).toEqual({ error: undefined, payload: 2 });
  });

  test('is also that of the answers, so that the SDK does not take a refusal for a wrong clock and try again', async () => {
    await deployed.simulation.clock.advance(3 * DAY);
    await deployFunction(
      deployed.client,
      'asking',
      `const { LambdaClient, GetFunctionCommand } = require('@aws-sdk/client-lambda');
       exports.handler = async () => {
         const client = new LambdaClient({});
         const attempts = () => client.send(new GetFunctionCommand({ FunctionName: 'nothing' })).catch((error) => error.$metadata.attempts);
         return [await attempts(), await attempts()];
       };`,
    );
    expect(await answerOf(deployed.client, 'asking')).toEqual({ error: undefined, payload: [1, 1] });
  });
});
