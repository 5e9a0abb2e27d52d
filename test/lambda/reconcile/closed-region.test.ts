import type { Simulation } from '@muster/simulator';
import { delegationController } from '../../../lambda/controllers/delegation';
import type { DelegationDesired } from '../../../lambda/controllers/delegation/desired';
import type { CustomResourceEvent, IsCompleteEvent } from '../../../lambda/reconcile/event';
import { handlerFor } from '../../../lambda/reconcile/handler';
import { MANAGEMENT } from '../../accounts';
import { connectionOf, delegation, start, writeNames } from '../organization-under-test';

const BEGUN = '2026-01-01T00:00:00.000Z';
const lambda = { getRemainingTimeInMillis: () => 600_000 };
const CLOSED =
  /^account 111111111111: .* in af-south-1: The security token included in the request is invalid\. \(the same in eu-south-1\); .*as account 111111111111, run aws account enable-region --region-name af-south-1/;

const desired = (mode: 'enforce' | 'observe' = 'enforce'): DelegationDesired =>
  delegation({
    mode,
    trustedServices: ['guardduty.amazonaws.com'],
    regions: ['eu-west-1', 'eu-south-1', 'af-south-1'].map((region) => ({ region, detective: false })),
  });

const event = (RequestType: CustomResourceEvent['RequestType'], mode?: 'enforce' | 'observe'): IsCompleteEvent => ({
  RequestType,
  ResourceProperties: { Desired: JSON.stringify(desired(mode)) },
  StartedAt: BEGUN,
});

const passOf = (simulation: Simulation) =>
  handlerFor(delegationController, {
    connection: { ...connectionOf(simulation, MANAGEMENT), maxAttempts: 1 },
    log: () => undefined,
    now: () => Date.parse(BEGUN),
  });

test.each(['Create', 'Update'] as const)(
  'N1: %s fails at once if the management account has not enabled regions, and names all of them',
  async (type) => {
    const simulation = await start();
    await expect(passOf(simulation)(event(type), lambda)).rejects.toThrow(CLOSED);
    // the others are delegated all the same, the home region first
    expect(writeNames(simulation)).toContain('EnableOrganizationAdminAccount');
  },
);

test('N1: the schedule reports such a region and goes on', async () => {
  const simulation = await start();
  const { IsComplete, Data } = await passOf(simulation)(desired(), lambda);
  expect(IsComplete).toBe(true);
  expect(Data?.Summary).toContain('RegionNotOptedIn 2');
});

test('N1, N10: mode observe reports such a region', async () => {
  const simulation = await start();
  const { IsComplete, Data } = await passOf(simulation)(event('Create', 'observe'), lambda);
  expect(IsComplete).toBe(true);
  expect(Data?.Summary).toContain('RegionNotOptedIn 2');
});

test('N1: an update fails for a region that is new, and for none that was there before: its rollback must not fail', async () => {
  const simulation = await start();
  const pass = passOf(simulation);
  const replacing = (former: DelegationDesired): IsCompleteEvent => ({
    ...event('Update'),
    OldResourceProperties: { Desired: JSON.stringify(former) },
  });
  const { regions } = desired();
  const before = { ...desired(), regions: regions.filter(({ region }) => region !== 'af-south-1') };
  await expect(pass(replacing(before), lambda)).rejects.toThrow(/in af-south-1: (?!.*the same in)/);
  await simulation.clock.advance(60);
  expect((await pass(replacing(desired()), lambda)).IsComplete).toBe(true);
});
