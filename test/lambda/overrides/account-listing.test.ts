import {
  type Account,
  acceptInvitation,
  createAccount,
  organizationFile,
  removeAccount,
  type Simulation,
  suspendAccount,
} from '@muster/simulator';
import type { Connection } from '../../../lambda/aws/clients';
import { detectiveController } from '../../../lambda/controllers/detective';
import { directoryController } from '../../../lambda/controllers/directory';
import { LISTING_KEY } from '../../../lambda/controllers/directory/desired';
import { guardDutyController } from '../../../lambda/controllers/guardduty';
import type { GuardDutyDesired } from '../../../lambda/controllers/guardduty/desired';
import { listedAccounts } from '../../../lambda/overrides/account-listing';
import { confirmed } from '../../../lambda/overrides/confirmation';
import { reconcile } from '../../../lambda/reconcile/reconcile';
import type { Report } from '../../../lambda/reconcile/report';
import { SECURITY } from '../../accounts';
import { invited, outside, PARTNER, rolledOut, settleInvitations, statusOf } from '../controllers/invitations/outside';
import {
  awsOf,
  delegation,
  detective,
  directory,
  guardDuty,
  LISTING,
  listOnce,
  members,
  settle,
  startDelegated,
  writeNames,
} from '../organization-under-test';
import { about } from './organizations';

const REGION = 'eu-west-1';
const SHOP = '333333333333';
const HOUR = 3_600_000;
const PLACE = { bucket: LISTING.bucket, key: LISTING_KEY, owner: SECURITY };

const asking = { region: REGION, administrator: SECURITY, listing: LISTING };
const begin = (parts: Parameters<typeof startDelegated>[0] = {}) =>
  startDelegated(parts, delegation({ regions: [{ region: REGION, detective: true }] }));

const called = (simulation: Simulation, after: number) =>
  simulation.calls.after(after).map(({ service, operation }) => `${service}:${operation}`);

const pass = (simulation: Simulation, desired: Partial<GuardDutyDesired> = {}, more: Partial<Connection> = {}) =>
  reconcile(guardDutyController(awsOf(simulation, SECURITY, more)), guardDuty({ listing: LISTING, ...desired }));

const settled = (simulation: Simulation, desired: Partial<GuardDutyDesired> = {}): Promise<Report> =>
  settle(simulation, guardDutyController, SECURITY, guardDuty({ listing: LISTING, ...desired }));

describe('a region with a shared listing', () => {
  it('covers every account in it without asking Organizations, and reports its time', async () => {
    const simulation = await begin({ accounts: members(30) });
    await listOnce(simulation);
    const before = simulation.calls.last;
    const report = await settled(simulation);
    expect(report).toMatchObject({ expected: 32, accounts: { source: 'listing', count: 32 }, exceptions: [] });
    expect(report.covered).toHaveLength(32);
    expect(called(simulation, before).filter((call) => call.startsWith('organizations:'))).toEqual([]);
  });

  it('reads it once in a pass, however often the pass observes', async () => {
    const simulation = await begin({ accounts: members(30) });
    await listOnce(simulation);
    const before = simulation.calls.last;
    await pass(simulation);
    expect(called(simulation, before).filter((call) => call === 's3:GetObject')).toHaveLength(1);
    expect(called(simulation, before).filter((call) => call === 'guardduty:ListMembers').length).toBeGreaterThan(1);
  });

  it('reads it from the region of the bucket', async () => {
    const regions = [REGION, 'us-west-2'].map((region) => ({ region, detective: true }));
    const simulation = await startDelegated({ accounts: members(30) }, delegation({ regions }));
    await listOnce(simulation);
    const report = await settled(simulation, { region: 'us-west-2' });
    expect(report).toMatchObject({ region: 'us-west-2', expected: 32, accounts: { source: 'listing' } });
  });
});

describe('a region lists the accounts itself, and reports why,', () => {
  const expectOwn = ({ accounts }: Report, because: unknown) =>
    expect(accounts).toMatchObject({ source: 'organizations', count: 5, because });

  it('if the listing is too old', async () => {
    const simulation = await begin();
    await listOnce(simulation);
    const now = () => Date.now() + 3 * HOUR;
    expectOwn(await pass(simulation, {}, { now }), expect.stringMatching(/^the shared listing is too old: 20/));
    const soon = { ...LISTING, maxAgeMinutes: 181 };
    expect((await pass(simulation, { listing: soon }, { now })).accounts).toMatchObject({ source: 'listing' });
  });

  it('if there is none yet', async () => {
    const simulation = await begin();
    expectOwn(await pass(simulation), 'there is no shared listing');
  });

  it('if the bucket of that name belongs to another account', async () => {
    const simulation = await begin();
    const as = { principal: simulation.principals.administrator(SHOP), region: REGION };
    const CreateBucketConfiguration = { LocationConstraint: REGION };
    await simulation.invoke('s3', 'CreateBucket', { Bucket: LISTING.bucket, CreateBucketConfiguration }, as);
    expectOwn(await pass(simulation), expect.stringMatching(/^reading S3 object .* in eu-west-1: Access Denied$/));
  });

  it('if it cannot be parsed', async () => {
    const simulation = await begin();
    await listOnce(simulation);
    await put(simulation, 'nonsense');
    expectOwn(await pass(simulation), expect.stringMatching(/^the shared listing cannot be read: /));
  });

  it('if S3 fails', async () => {
    const simulation = await begin();
    await listOnce(simulation);
    const error = {
      code: 'InternalError',
      status: 500,
      message: 'We encountered an internal error. Please try again.',
    };
    simulation.faults.add({ service: 's3', operation: 'GetObject', times: 99, error });
    expectOwn(await pass(simulation, {}, { maxAttempts: 1 }), expect.stringContaining('internal error'));
  });

  it('if the listing does not contain the administrator and so is of another organization', async () => {
    const simulation = await begin();
    await listOnce(simulation);
    const store = awsOf(simulation, SECURITY).listing(REGION);
    const etag = (await store.read(PLACE))?.etag;
    const accounts = [{ id: SHOP, name: 'shop', email: 'shop@example.com', state: 'ACTIVE' }];
    await store.write(PLACE, { listedAt: Date.now(), accounts, units: new Map() }, etag);
    expectOwn(await pass(simulation), expect.stringContaining(`does not have its owner, account ${SECURITY}`));
  });
});

describe('a change since the listing for which no event arrived', () => {
  const NEW = '666666666666';
  const entry = organizationFile.shape.accounts.element.parse({ id: NEW, name: 'new', email: 'new@example.com' });

  async function covered(parts: Parameters<typeof startDelegated>[0] = {}, desired: Partial<GuardDutyDesired> = {}) {
    const simulation = await begin(parts);
    await listOnce(simulation);
    await settled(simulation, desired);
    return simulation;
  }

  it('a new account is covered with the next listing, and is no exception until then', async () => {
    const simulation = await covered({}, { autoEnable: 'NEW' });
    await createAccount(entry, simulation);
    await simulation.clock.advance(600);
    const report = await pass(simulation, { autoEnable: 'NEW' });
    expect(report).toMatchObject({ expected: 5, exceptions: [], pending: [], applied: [] });
    await reconcile(directoryController(awsOf(simulation, SECURITY)), directory());
    expect((await settled(simulation, { autoEnable: 'NEW' })).covered).toContain(NEW);
  });

  it('an account that left is not enrolled again, in neither service', async () => {
    const simulation = await covered();
    await settle(simulation, detectiveController, SECURITY, detective({ listing: LISTING }));
    await removeAccount(accountOf(simulation, SHOP), simulation);
    await simulation.clock.advance(3700);
    const before = simulation.calls.last;
    const report = await pass(simulation);
    expect(report).toMatchObject({ expected: 4, exceptions: [], applied: [], accounts: { count: 5, confirmed: 1 } });
    const inGraphs = detectiveController(awsOf(simulation, SECURITY));
    expect(await reconcile(inGraphs, detective({ listing: LISTING }))).toMatchObject({ expected: 4, exceptions: [] });
    expect(writeNames(simulation, before)).toEqual([]);
  });

  it('an account that was closed is an exception with its state in Organizations, and is not enrolled', async () => {
    const simulation = await begin();
    await listOnce(simulation);
    await suspendAccount(accountOf(simulation, SHOP), simulation);
    const report = await settled(simulation);
    expect(report.exceptions).toMatchObject([{ account: SHOP, reason: 'AccountSuspended' }]);
    expect(report).toMatchObject({ expected: 4, accounts: { source: 'listing' } });
  });

  it('an account that the configuration names by id is found with one call', async () => {
    const simulation = await covered();
    await createAccount(entry, simulation);
    const overrides = [{ match: about({ accounts: [NEW] }), exclude: true, plans: {} }];
    const before = simulation.calls.last;
    expect(await pass(simulation, { overrides })).toMatchObject({ exceptions: [], accounts: { source: 'listing' } });
    expect(called(simulation, before)).toContain('organizations:DescribeAccount');
    expect(called(simulation, before)).not.toContain('organizations:ListAccounts');
  });

  it('an account that the configuration names by name is found by listing the accounts again', async () => {
    const simulation = await covered();
    await createAccount(entry, simulation);
    const overrides = [{ match: about({ accounts: ['new'] }), exclude: true, plans: {} }];
    expect(await pass(simulation, { overrides })).toMatchObject({
      exceptions: [],
      accounts: { source: 'organizations', because: 'the shared listing has no account "new"' },
    });
  });

  it('a unit that is not in the listing is looked up', async () => {
    const simulation = await covered({ accounts: [{ id: SHOP, ou: 'Laboratory' }] });
    const overrides = [{ match: about({ ous: ['Laboratory'] }), exclude: true, plans: {} }];
    const report = await pass(simulation, { overrides });
    expect(report.exceptions).toMatchObject([{ account: SHOP, reason: 'ExcludedMember' }]);
    const before = simulation.calls.last;
    const later = awsOf(simulation, SECURITY, { now: () => Date.now() + HOUR });
    await reconcile(directoryController(later), directory({ units: ['Laboratory'] }));
    await pass(simulation, { overrides });
    const asked = called(simulation, before).filter((call) => call.endsWith('ListOrganizationalUnitsForParent'));
    expect(asked).toHaveLength(1);
  });

  it('an outside account that joined is not removed as one that is not listed', async () => {
    const simulation = await rolledOut({ outsideAccounts: [outside()] });
    await listOnce(simulation);
    await settleInvitations(simulation, invited({ listing: LISTING }));
    await acceptInvitation(accountOf(simulation, PARTNER), '', simulation);
    await simulation.clock.advance(600);
    const nothingListed = invited({ listing: LISTING, groups: [], onRemoval: 'disable' });
    const before = simulation.calls.last;
    const report = await settleInvitations(simulation, nothingListed);
    expect(report).toMatchObject({ exceptions: [], accounts: { source: 'listing', confirmed: 1 } });
    expect(writeNames(simulation, before)).toEqual([]);
    expect((await statusOf(simulation)).guardDuty).toBe('Enabled');
  });
});

test('many doubtful accounts are resolved by listing all accounts again, which takes fewer calls', async () => {
  const simulation = await begin({ accounts: members(30) });
  await listOnce(simulation);
  const aws = awsOf(simulation, SECURITY);
  const listed = await listedAccounts(aws, asking);
  const doubtful = members(30).map(({ id }) => id);
  expect((await confirmed(aws, asking, listed, doubtful)).asOf).toMatchObject({
    source: 'organizations',
    because: 'the shared listing leaves 30 accounts in doubt',
  });
});

function accountOf({ organization }: Simulation, id: string): Account {
  const account = organization.accounts.get(id);
  if (!account) throw new Error(`there is no account ${id}`);
  return account;
}

/** Replaces the listing by a text. */
function put(simulation: Simulation, text: string): Promise<unknown> {
  const as = { principal: simulation.principals.administrator(SECURITY), region: REGION };
  return simulation.invoke(
    's3',
    'PutObject',
    { Bucket: LISTING.bucket, Key: LISTING_KEY, Body: Buffer.from(text) },
    as,
  );
}
