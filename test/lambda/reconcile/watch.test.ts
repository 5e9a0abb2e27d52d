import { type Simulation, stateOf } from '@muster/simulator';
import { guardDutyController } from '../../../lambda/controllers/guardduty';
import { guardDutyRegistration } from '../../../lambda/controllers/guardduty/registration';
import { handlerFor } from '../../../lambda/reconcile/handler';
import type { Log } from '../../../lambda/reconcile/log';
import { DETECTION_RULES } from '../../../lib/names';
import { rulesOfRegion } from '../../../lib/rollout/own-rules';
import { SECURITY } from '../../accounts';
import {
  connectionOf,
  guardDuty,
  guardDutyAlone,
  LISTING,
  makeListingBucket,
  settleDirectly,
  startDelegated,
} from '../organization-under-test';
import { HUB, makeOwnRules, rulesOf } from '../own-rules';

const region = 'eu-west-1';
const KEY = 'passes/eu-west-1/guardduty';
const desired = guardDuty({ listing: LISTING, ownRules: rulesOfRegion(HUB, region) });
const lambda = { getRemainingTimeInMillis: () => 600_000 };

let simulation: Simulation;
beforeEach(async () => {
  simulation = await startDelegated({}, guardDutyAlone(region));
  await settleDirectly(simulation, guardDutyController, SECURITY, desired);
  await makeOwnRules(simulation, desired.ownRules);
});

/** The lines of one pass, by their messages. */
async function pass(event: unknown): Promise<ReadonlyMap<string, Readonly<Record<string, unknown>>>> {
  const lines = new Map<string, Readonly<Record<string, unknown>>>();
  const log: Log = (message, keys = {}) => lines.set(message, keys);
  const connection = { ...connectionOf(simulation, SECURITY), maxAttempts: 1 };
  await handlerFor(guardDutyController, { connection, log })(event, lambda);
  return lines;
}

const mark = () => stateOf(simulation, SECURITY, region).s3.buckets.get(LISTING.bucket)?.objects.get(KEY);
const markText = () => Buffer.from(mark()?.body ?? []).toString();
const rules = (operation: string, input: object) => rulesOf(simulation, SECURITY, region)(operation, input);

describe('K3: a pass that has finished', () => {
  test('leaves an empty mark at home if its own rules are as deployed', async () => {
    await makeListingBucket(simulation);
    const lines = await pass(desired);
    expect(lines.get('evidence')).toMatchObject({ driftCount: 0, notes: [] });
    expect([mark() !== undefined, markText()]).toEqual([true, '']);
  });

  test('leaves one while it only observes, and after a deployment', async () => {
    await makeListingBucket(simulation);
    await pass({ ...desired, mode: 'observe' });
    const first = mark();
    expect(first).toBeDefined();
    await pass({ RequestType: 'Create', StartedAt: '', ResourceProperties: { Desired: JSON.stringify(desired) } });
    expect(mark()?.etag).toBeDefined();
    expect(mark()).not.toBe(first);
  });

  test('leaves none while its stack is deleted', async () => {
    await makeListingBucket(simulation);
    const Desired = JSON.stringify({ ...desired, onRemoval: 'retain' });
    await pass({ RequestType: 'Delete', ResourceProperties: { Desired } });
    expect(mark()).toBeUndefined();
  });

  test('does not fail if home cannot be reached, and says why there is no mark', async () => {
    const lines = await pass(desired);
    expect(lines.get('evidence')).toMatchObject({
      notes: [expect.stringMatching(/^no mark of this pass: writing S3 object .*The specified bucket does not exist/)],
    });
  });

  test.each([
    [
      'disabled',
      () => rules('DisableRule', { Name: DETECTION_RULES.alarms }),
      /muster-detection-alarms .* is disabled/,
    ],
    [
      'deleted',
      async () => {
        await rules('RemoveTargets', { Rule: DETECTION_RULES.repair, Ids: ['it'] });
        await rules('DeleteRule', { Name: DETECTION_RULES.repair });
      },
      /muster-detection-repair .* was deleted/,
    ],
    [
      'left without a target',
      () => rules('RemoveTargets', { Rule: DETECTION_RULES.events, Ids: ['it'] }),
      /muster-detection-findings .* has no target/,
    ],
    [
      'sent elsewhere',
      () => {
        const Arn = `arn:aws:events:${region}:${SECURITY}:event-bus/mine`;
        const Targets = [{ Id: 'it', Arn, RoleArn: `arn:aws:iam::${SECURITY}:role/mine` }];
        return rules('PutTargets', { Rule: DETECTION_RULES.events, Targets });
      },
      /muster-detection-findings .* sends to .*event-bus\/mine instead of .*event-bus\/muster-findings/,
    ],
  ])('reports a rule of its own that was %s as drift, and at home', async (_, attack, words) => {
    await makeListingBucket(simulation);
    await attack();
    const lines = await pass(desired);
    const { service } = guardDutyRegistration;
    expect(lines.get('drift')).toMatchObject({ account: SECURITY, region, service, reason: 'OwnRuleChanged' });
    expect(lines.get('drift')?.words).toMatch(words);
    expect(lines.get('metrics')).toMatchObject({ Drift: 1 });
    expect(markText()).toMatch(words);
  });
});
