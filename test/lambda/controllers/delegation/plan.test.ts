import fc from 'fast-check';
import { operationOf } from '../../../../lambda/controllers/delegation/action';
import type { DelegationObserved, RegionObserved } from '../../../../lambda/controllers/delegation/observe';
import { plan } from '../../../../lambda/controllers/delegation/plan';
import { MANAGEMENT, SECURITY } from '../../../accounts';
import { delegation } from '../../desired-states';

const OTHER = '888888888888';
const detector = { id: 'd1', enabled: true, frequency: 'SIX_HOURS', features: {} };
const asDesired = { account: SECURITY, status: 'ENABLED' };

const done = (region: string, parts: RegionObserved['administrations'] = {}): RegionObserved => ({
  region,
  administrations: {
    guardduty: { detector, administrator: asDesired },
    detective: { administrator: asDesired },
    ...parts,
  },
});

const REGIONS = ['us-east-1', 'eu-west-1', 'eu-central-1'];

function world(changed: RegionObserved[] = [], parts: Partial<DelegationObserved> = {}): DelegationObserved {
  const regions = REGIONS.map((region) => changed.find((each) => each.region === region) ?? done(region));
  return { trusted: delegation().trustedServices, registered: {}, regions, orphaned: [], ...parts };
}

const untouched = (region: string): RegionObserved => ({
  region,
  administrations: {
    guardduty: { detector: undefined, administrator: undefined },
    detective: { administrator: undefined },
  },
});

const inWords = (observed: DelegationObserved): string[] =>
  plan(delegation(), observed, []).actions.map((action) => `${operationOf(action)} ${action.region}`);

test('D4: nothing is planned if our administrator is in place', () => {
  expect(plan(delegation(), world(), [])).toEqual({ actions: [], pending: [], blocked: [], notes: [] });
});

test('trusted access comes first, then the home region, then the others', () => {
  const observed = world(REGIONS.map(untouched), { trusted: [] });
  expect(inWords(observed)).toEqual([
    ...Array.from({ length: 3 }, () => 'EnableTrustedAccess eu-west-1'),
    ...['eu-west-1', 'eu-central-1', 'us-east-1'].flatMap((region) => [
      `CreateDetector ${region}`,
      `guardduty:EnableAdministrator ${region}`,
      `detective:EnableAdministrator ${region}`,
    ]),
  ]);
});

test('D17: Malware Protection needs trusted access of its own', () => {
  const trusted = ['guardduty.amazonaws.com', 'detective.amazonaws.com'];
  expect(plan(delegation(), world([], { trusted }), []).actions).toEqual([
    {
      type: 'EnableTrustedAccess',
      region: 'eu-west-1',
      servicePrincipal: 'malware-protection.guardduty.amazonaws.com',
    },
  ]);
});

test('trusted access is enabled in the same order whatever the order of the configuration', () => {
  const services = plan(delegation(), world([], { trusted: [] }), []).actions.map((action) =>
    'servicePrincipal' in action ? action.servicePrincipal : action.type,
  );
  expect(services).toEqual([...delegation().trustedServices].sort());
  expect(services).not.toEqual(delegation().trustedServices);
});

test('D7: only the region that an earlier run left out is delegated', () => {
  const half = done('us-east-1', { guardduty: { detector, administrator: undefined } });
  expect(inWords(world([half]))).toEqual(['guardduty:EnableAdministrator us-east-1']);
});

test('D8: the management account gets a detector, or its suspended detector is resumed', () => {
  const none = done('us-east-1', { guardduty: { detector: undefined, administrator: asDesired } });
  const suspended = done('eu-central-1', {
    guardduty: { detector: { ...detector, enabled: false }, administrator: asDesired },
  });
  expect(inWords(world([none, suspended]))).toEqual(['ResumeDetector eu-central-1', 'CreateDetector us-east-1']);
});

describe('another administrator', () => {
  test.each([
    [
      'D2: in one region',
      world([done('us-east-1', { guardduty: { detector, administrator: { account: OTHER, status: 'ENABLED' } } })]),
    ],
    ['D2: in Organizations', world([], { registered: { 'guardduty.amazonaws.com': [OTHER] } })],
    ['D11: of Detective, in Organizations', world([], { registered: { 'detective.amazonaws.com': [OTHER] } })],
    [
      'D11: of Detective, in one region',
      world([done('us-east-1', { detective: { administrator: { account: OTHER, status: 'ENABLED' } } })]),
    ],
  ])('%s: stops before any write, and both ids are reported', (_, observed) => {
    const { actions, blocked } = plan(delegation(), { ...observed, trusted: [] }, []);
    expect(actions).toEqual([]);
    expect(blocked).toMatchObject([{ account: OTHER, reason: 'AnotherAdministrator', scope: 'rollout' }]);
    expect(blocked[0]?.words).toContain(OTHER);
    expect(blocked[0]?.words).toContain(SECURITY);
  });

  test('D3: another administrator that is being removed is waited for', () => {
    const leaving = { account: OTHER, status: 'DISABLE_IN_PROGRESS' };
    const { actions, pending } = plan(
      delegation(),
      world([done('us-east-1', { guardduty: { detector, administrator: leaving } })]),
      [],
    );
    expect(actions).toEqual([]);
    expect(pending).toMatchObject([{ account: OTHER, reason: 'AdministratorBeingRemoved', soon: true }]);
  });
});

describe('a region that does not answer', () => {
  const unreachable = {
    reason: 'RegionNotOptedIn',
    words: 'The security token included in the request is invalid.',
    hint: 'enable it',
  };

  test('R3: is one exception for both services, and the others continue', () => {
    const observed = world([
      { region: 'us-east-1', administrations: { guardduty: unreachable, detective: unreachable } },
      untouched('eu-central-1'),
    ]);
    const { actions, blocked } = plan(delegation(), observed, []);
    expect(actions.map(({ region }) => region)).toEqual(['eu-central-1', 'eu-central-1', 'eu-central-1']);
    expect(blocked).toMatchObject([
      {
        account: MANAGEMENT,
        region: 'us-east-1',
        reason: 'RegionNotOptedIn',
        scope: 'region',
        hint: expect.stringContaining(
          `as account ${MANAGEMENT}, run aws account enable-region --region-name us-east-1`,
        ),
      },
    ]);
  });

  test('R3: stops the rollout if it is the home region', () => {
    const { blocked } = plan(
      delegation(),
      world([{ region: 'eu-west-1', administrations: { guardduty: unreachable, detective: unreachable } }]),
      [],
    );
    expect(blocked).toMatchObject([{ region: 'eu-west-1', scope: 'rollout' }]);
  });

  test('D16: a write that a policy denies is reported, and not tried again in the same run', () => {
    const refusal = {
      operation: 'CreateDetector',
      subject: 'us-east-1',
      reason: 'DeniedByPolicy',
      words: 'explicit deny',
      again: false,
    };
    const { actions, blocked } = plan(delegation(), world([untouched('us-east-1')]), [refusal]);
    expect(actions.map(operationOf)).toEqual(['guardduty:EnableAdministrator', 'detective:EnableAdministrator']);
    expect(blocked).toMatchObject([{ region: 'us-east-1', reason: 'DeniedByPolicy', words: 'explicit deny' }]);
  });
});

test('law: the order in which regions are listed makes no difference', () => {
  const states = fc.constantFrom(done, untouched);
  const worlds = fc.tuple(states, states, states).map((given) => given.map((make, at) => make(REGIONS[at] ?? '')));
  const shuffled = worlds.chain((regions) =>
    fc.tuple(fc.constant(regions), fc.shuffledSubarray(regions, { minLength: 3 })),
  );
  fc.assert(
    fc.property(shuffled, ([regions, others]) => {
      expect(plan(delegation(), { ...world(), regions: others }, [])).toEqual(
        plan(delegation(), { ...world(), regions }, []),
      );
    }),
  );
});
