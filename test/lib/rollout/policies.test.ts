import { settingsOf } from '../../../lib/rollout/policies';
import { guardDuty } from '../../lambda/desired-states';
import { rolloutOf } from '../stacks/synthesized';

test('N4: regions with the same settings are written once in the desired state of the policies', () => {
  const off = { plans: {} };
  expect(
    settingsOf([
      guardDuty({ region: 'eu-west-1' }),
      guardDuty({ region: 'eu-central-1', ...off }),
      guardDuty({ region: 'us-east-1' }),
    ]).map(({ regions }) => regions),
  ).toEqual([['eu-west-1', 'us-east-1'], ['eu-central-1']]);
});

test('N4: the loop alone has no desired policies, and its regions do not know of any', () => {
  const loop = rolloutOf();
  expect(loop.policies).toBeUndefined();
  expect(loop.detections.some(({ guardDuty: { enforcedBy } }) => enforcedBy !== undefined)).toBe(false);
  const byPolicy = rolloutOf({ guardDuty: { enforcedBy: 'policy' }, tags: { team: 'security' } });
  expect(byPolicy.policies?.tags).toEqual({ team: 'security', 'managed-by': 'muster' });
  expect(byPolicy.detections.every(({ guardDuty: { enforcedBy } }) => enforcedBy === 'policy')).toBe(true);
});
