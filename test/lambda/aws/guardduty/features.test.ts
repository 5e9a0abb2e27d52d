import {
  type Features,
  featuresOf,
  requests,
  type Status,
  sendFeatures,
} from '../../../../lambda/aws/guardduty/features';
import { RolloutError } from '../../../../lambda/reconcile/errors';

const plans = (states: Record<string, Status>): Features<Status> =>
  Object.fromEntries(Object.entries(states).map(([name, state]) => [name, { state, additional: {} }]));

/** Answers like AWS: one unknown plan makes it refuse the whole request. */
function refusing(...unknown: string[]) {
  const accepted: string[][] = [];
  const send = async (request: Features<Status>): Promise<void> => {
    const names = Object.keys(request);
    if (names.some((name) => unknown.includes(name))) throw new RolloutError('Refused', 'out-of-range');
    accepted.push(names);
  };
  return { accepted, send };
}

test('R6: a plan that the region does not offer is found and named, and the others are applied', async () => {
  const aws = refusing('AI_PROTECTION');
  const all = plans({
    S3_DATA_EVENTS: 'ENABLED',
    EKS_AUDIT_LOGS: 'ENABLED',
    AI_PROTECTION: 'ENABLED',
    RDS_LOGIN_EVENTS: 'ENABLED',
  });
  const refused = await sendFeatures('UpdateDetector', all, aws.send);
  expect(refused.map(({ subject, words }) => [subject, words])).toEqual([['AI_PROTECTION', 'out-of-range']]);
  expect(aws.accepted.flat().sort()).toEqual(['EKS_AUDIT_LOGS', 'RDS_LOGIN_EVENTS', 'S3_DATA_EVENTS']);
});

test('plans that AWS accepts are one request', async () => {
  const aws = refusing();
  await sendFeatures('UpdateDetector', plans({ S3_DATA_EVENTS: 'ENABLED', EKS_AUDIT_LOGS: 'ENABLED' }), aws.send);
  expect(aws.accepted).toEqual([['S3_DATA_EVENTS', 'EKS_AUDIT_LOGS']]);
});

test('a refusal for a reason that is not in the request is thrown', async () => {
  const denied = async () => {
    throw new RolloutError('AccessDenied', 'not authorized');
  };
  await expect(sendFeatures('UpdateDetector', plans({ S3_DATA_EVENTS: 'ENABLED' }), denied)).rejects.toThrow(
    'not authorized',
  );
});

test('R8: legacy runtime monitoring is switched off in a request of its own, before its successor is switched on', () => {
  const both = plans({ RUNTIME_MONITORING: 'ENABLED', EKS_RUNTIME_MONITORING: 'DISABLED', S3_DATA_EVENTS: 'ENABLED' });
  expect(requests(both).map(Object.keys)).toEqual([
    ['EKS_RUNTIME_MONITORING'],
    ['S3_DATA_EVENTS', 'RUNTIME_MONITORING'],
  ]);
});

test('R8: in the other direction, the successor is switched off first', () => {
  const both = plans({ RUNTIME_MONITORING: 'DISABLED', EKS_RUNTIME_MONITORING: 'ENABLED' });
  expect(requests(both).map(Object.keys)).toEqual([['RUNTIME_MONITORING'], ['EKS_RUNTIME_MONITORING']]);
});

test('R10: an unknown plan is kept as AWS returned it', () => {
  const features = [{ name: 'QUANTUM_EVENTS', state: 'ENABLED' as const, additional: [] }];
  expect(featuresOf(features)).toEqual({ QUANTUM_EVENTS: { state: 'ENABLED', additional: {} } });
});

test('R11: the order in which AWS lists features makes no difference', () => {
  const a = {
    name: 'A',
    state: 'ENABLED' as const,
    additional: [
      { name: 'x', state: 'ENABLED' as const },
      { name: 'y', state: 'DISABLED' as const },
    ],
  };
  const b = { name: 'B', state: 'DISABLED' as const, additional: [] };
  expect(featuresOf([a, b])).toEqual(featuresOf([b, { ...a, additional: [...a.additional].reverse() }]));
});
