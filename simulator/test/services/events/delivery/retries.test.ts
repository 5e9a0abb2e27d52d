import type { Service } from '../../../../src/contract/service';
import { SECURITY } from '../../../../src/fixtures/organization-of';
import { AwsError } from '../../../../src/kernel/aws-error';
import { deliveries } from '../../../../src/services/events/state';
import { checks } from '../../../../src/services/sns/checks';
import { HOME, Hub } from '../hub';

const TOPIC = `arn:aws:sns:${HOME}:${SECURITY}:topic`;

/** A notification service that is busy for its first `times` messages. */
function busy(times: number): Service & { readonly times: string[] } {
  const seen: string[] = [];
  return {
    times: seen,
    signingName: 'sns',
    schemas: {},
    protocol: 'query',
    scope: 'regional',
    checks,
    invalid: (message) => new Error(message),
    operations: {
      Publish: (_input: unknown, call) => {
        seen.push(call.world.clock.iso());
        if (seen.length <= times) throw new AwsError('Throttled', 429, 'Rate exceeded');
        return { MessageId: 'm' };
      },
    },
  };
}

const last = (hub: Hub) => hub.simulation.state.at(deliveries, SECURITY, HOME).at(-1);

describe('an event whose target is busy (F12)', () => {
  test('is sent again, with growing delays, until it is accepted', async () => {
    const sns = busy(3);
    const hub = await Hub.start(sns);
    await hub.rule({}, { Arn: TOPIC });
    await hub.put({});
    expect(last(hub)).toMatchObject({ outcome: 'retrying', attempts: 1, error: 'THROTTLING: Rate exceeded' });
    await hub.simulation.clock.advance(60);
    expect(last(hub)).toMatchObject({ outcome: 'delivered', attempts: 4 });
    const waits = sns.times.slice(1).map((time, n) => (Date.parse(time) - Date.parse(sns.times[n] ?? '')) / 1000);
    expect(waits.map(Math.round)).toEqual([1, 2, 4]);
  });

  test('goes to the dead-letter queue when its attempts are used up', async () => {
    const hub = await Hub.start(busy(99));
    const deadLetters = await hub.queue('dead-letters');
    const RetryPolicy = { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 3600 };
    await hub.rule({}, { Arn: TOPIC, RetryPolicy, DeadLetterConfig: { Arn: deadLetters } });
    await hub.put({});
    await hub.simulation.clock.advance(60);
    expect(last(hub)).toMatchObject({ outcome: 'dead-lettered', attempts: 3 });
    const [parkedMessage] = await hub.messages(deadLetters);
    expect(parkedMessage?.MessageAttributes).toMatchObject({
      ERROR_CODE: { StringValue: 'THROTTLING' },
      RETRY_ATTEMPTS: { StringValue: '2' },
      EXHAUSTED_RETRY_CONDITION: { StringValue: 'MaximumRetryAttempts' },
    });
  });

  test('is given up when it is too old, by default after a day', async () => {
    const hub = await Hub.start(busy(9999));
    await hub.rule({}, { Arn: TOPIC });
    await hub.put({});
    await hub.simulation.clock.advance(86_000);
    expect(last(hub)).toMatchObject({ outcome: 'retrying' });
    await hub.simulation.clock.advance(1200);
    expect(last(hub)).toMatchObject({ outcome: 'lost' });
  });
});
