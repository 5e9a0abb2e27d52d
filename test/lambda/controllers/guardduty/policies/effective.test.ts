import { differencesOf, effectiveBlock } from '../../../../../lambda/controllers/guardduty/plan/policies/effective';

const policy = (enablement: object) => JSON.stringify({ guardduty: { enablement } });
const on = { status: 'enabled' };
const off = { status: 'disabled' };

test("N4: a region's own block replaces the default one as a whole", () => {
  const content = policy({ default: { foundational: on, s3_data_events: on }, 'eu-west-1': { foundational: on } });
  expect([...effectiveBlock(content, 'eu-west-1')]).toEqual([['foundational', 'enabled']]);
  expect([...effectiveBlock(content, 'us-east-1').keys()]).toEqual(['foundational', 's3_data_events']);
});

test('N4: without a policy, or without a block for the region, nothing is managed', () => {
  expect(effectiveBlock(undefined, 'eu-west-1').size).toBe(0);
  expect(effectiveBlock(policy({ 'us-east-1': { foundational: on } }), 'eu-west-1').size).toBe(0);
  expect(effectiveBlock(JSON.stringify({ guardduty: {} }), 'eu-west-1').size).toBe(0);
});

test('N4: additional configurations are read with their plan, and operators mean their value', () => {
  const assigned = { status: { '@@assign': 'disabled' } };
  const runtime = { ...on, additional_configuration: { ec2_agent_management: assigned, eks_addon_management: {} } };
  const block = effectiveBlock(policy({ default: { foundational: on, runtime_monitoring: runtime } }), 'eu-west-1');
  expect(Object.fromEntries(block)).toEqual({
    foundational: 'enabled',
    runtime_monitoring: 'enabled',
    'runtime_monitoring/ec2_agent_management': 'disabled',
  });
});

test.each(['[]', '{"tags":{}}', policy({ default: { foundational: { status: 'on' } } })])(
  'N4: %s is no GuardDuty policy',
  (content) => {
    expect(() => effectiveBlock(content, 'eu-west-1')).toThrow();
  },
);

test('N4: settings that are otherwise, missing, or managed without being asked for are differences, sorted by name', () => {
  const wanted = effectiveBlock(policy({ default: { foundational: on, s3_data_events: on, ai_protection: on } }), 'r');
  const effective = effectiveBlock(
    policy({ default: { foundational: on, s3_data_events: off, rds_login_events: off } }),
    'r',
  );
  expect(differencesOf(wanted, effective)).toEqual([
    { setting: 'ai_protection', wanted: 'enabled' },
    { setting: 'rds_login_events', effective: 'disabled' },
    { setting: 's3_data_events', wanted: 'enabled', effective: 'disabled' },
  ]);
  expect(differencesOf(wanted, wanted)).toEqual([]);
});
