import { deployedOnly } from '../../../lambda/reconcile/deployed';
import { digestOf } from '../../../lambda/reconcile/desired';
import type { Log } from '../../../lambda/reconcile/log';

const ACCOUNT = '222222222222';
const deployed = { service: 'any', plans: ['all'] };
const OF_REPAIR = `arn:aws:states:eu-west-1:${ACCOUNT}:execution:muster-detection-repair:1-2_a`;
const lambda = { getRemainingTimeInMillis: () => 1000 };

/** What became of an invocation with another desired state, and how many exceptions the alarms see. */
async function refused(service: string, Execution: unknown) {
  const counts: unknown[] = [];
  const log: Log = (message, keys) => {
    if (message === 'metrics') counts.push(keys?.Exceptions);
  };
  const stack = {
    digest: digestOf(deployed),
    stackId: `arn:aws:cloudformation:eu-west-1:${ACCOUNT}:stack/Any/1`,
    service,
    region: 'eu-west-1',
  };
  const pass = deployedOnly(
    async () => ({ IsComplete: true }),
    () => stack,
    { log, now: () => 0 },
  );
  const answer = await pass({ Execution, Desired: { ...deployed, plans: [] } }, lambda).catch(() => 'failed');
  return { answer, counts };
}

describe('K2: a repair with another desired state than the deployed one', () => {
  test('is refused without an alarm in a region, which home misses if it lasts', async () => {
    expect(await refused('guardduty', OF_REPAIR)).toEqual({ answer: { IsComplete: false }, counts: [] });
  });

  test('is refused with an alarm at home, which no one would miss, and is not parked', async () => {
    expect(await refused('directory', OF_REPAIR)).toEqual({ answer: { IsComplete: false }, counts: [1] });
  });

  test.each([
    ['of another account', OF_REPAIR.replace(ACCOUNT, '999999999999')],
    ['of another region', OF_REPAIR.replace('eu-west-1', 'us-east-1')],
    ['of another machine', OF_REPAIR.replace('muster-detection-repair', 'muster-mine')],
    ['that is no text', { id: OF_REPAIR }],
  ])('fails with an alarm if it names an execution %s', async (_, execution) => {
    expect(await refused('guardduty', execution)).toEqual({ answer: 'failed', counts: [1] });
  });
});
