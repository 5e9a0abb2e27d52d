import { stateOf } from '@muster/simulator';
import { SECURITY } from '../../accounts';
import { InvestigatedHub, MEMBER } from './investigated-hub';

const TOR = 'UnauthorizedAccess:IAMUser/TorIPCaller';
const EXFILTRATION = 'UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS';
const ALICE = `arn:aws:iam::${MEMBER}:user/alice`;
const fault = { times: 1, error: { code: 'InternalServerException', status: 500, message: 'internal' } };

let world: InvestigatedHub;
beforeEach(async () => {
  world = await InvestigatedHub.start();
});

const investigations = () => [
  ...(stateOf(world.simulation, SECURITY, 'eu-west-1').detective.graph.graph?.investigations.values() ?? []),
];
const requestOne = async (type = TOR, change = {}) => {
  await world.raise(type, change);
  const [asked] = world.wanted().wanted;
  if (!asked) throw new Error('no investigation is wanted');
  await world.simulation.clock.advance((Date.parse(asked.notBefore) - world.simulation.clock.now()) / 1000);
  return asked;
};

describe('a severe finding about an IAM user or role', () => {
  it('is notified together with a requested investigation for the same targets', async () => {
    const finding = await world.raise(TOR);
    const { notified, wanted } = world.wanted();
    expect(notified[0]?.notification.investigations).toEqual([{ kind: 'user', name: 'alice', state: 'follows' }]);
    expect(wanted).toEqual([
      expect.objectContaining({
        suspect: { kind: 'user', name: 'alice', accountId: MEMBER, arn: ALICE },
        region: 'eu-west-1',
        deliver: { soc: 'all' },
        finding: expect.objectContaining({
          id: finding.id,
          type: TOR,
          account: expect.objectContaining({ id: MEMBER }),
        }),
      }),
    ]);
    expect(JSON.stringify(wanted)).not.toContain('accessKeyDetails');
  });

  it('is about the role of a session', async () => {
    expect((await requestOne(EXFILTRATION)).suspect).toMatchObject({
      kind: 'role',
      arn: `arn:aws:iam::${MEMBER}:role/web-instance`,
    });
  });

  it('requests no investigation if no one is notified, if it is not severe enough, or if it is repeated', async () => {
    await world.raise(TOR, { severity: 6.9 });
    expect(world.wanted().wanted).toEqual([]);
    await world.raise(TOR, { severity: 8, updatedAt: '2026-11-20T12:00:00Z' });
    expect(world.wanted().wanted).toHaveLength(1);
    await world.raise(TOR, { severity: 8, updatedAt: '2026-11-20T13:00:00Z' });
    expect(world.wanted()).toMatchObject({ notified: [{ occurrence: 'repeated' }], wanted: [] });
    world.hub.restart({ investigation: { severity: 7, windowHours: 24, lookBackHours: 24 }, routes: [] });
    await world.raise(EXFILTRATION);
    expect(world.wanted()).toEqual({ notified: [], wanted: [] });
  });

  it('F15: requests no investigation if Detective does not show the account, and says why', async () => {
    world.hub.restart({
      investigation: { severity: 7, windowHours: 24, lookBackHours: 24 },
      detective: { 'eu-west-1': 'notOffered' },
    });
    await world.raise(TOR);
    const { notified, wanted } = world.wanted();
    expect(wanted).toEqual([]);
    expect(notified[0]?.notification).toMatchObject({
      detective: { reason: { state: 'notInRegion' } },
      investigations: [],
    });
  });
});

describe('an investigation', () => {
  it('starts, runs, ends, and is notified to the targets of the finding', async () => {
    const asked = await requestOne();
    const started = await world.begin(asked);
    const { id } = { id: '', ...started };
    expect(investigations()).toMatchObject([{ id, entity: { arn: ALICE }, status: 'RUNNING' }]);
    expect(await world.look({ ...asked, started })).toEqual({ state: 'running' });
    await world.simulation.clock.advance(150);
    const looked = await world.look({ ...asked, started });
    const [result] = await world.end({ ...asked, started, looked });
    expect(result).toMatchObject({
      deliver: { soc: 'all' },
      severity: 8,
      occurrence: 'new',
      notification: {
        kind: 'investigation',
        id,
        suspect: { arn: ALICE },
        summary: 'Detective sees signs that IAM user alice is compromised.',
        outcome: {
          state: 'finished',
          found: { severity: 'HIGH', tactics: [{ tactic: 'Initial Access', techniques: ['Valid Accounts'] }] },
        },
        links: {
          investigation: `https://console.aws.amazon.com/detective/home?region=eu-west-1#investigationReport/${id}`,
          profile: expect.stringContaining('#entities/AwsUser/AIDACKCEVSQ6C2EXAMPLE'),
        },
        finding: { type: TOR },
      },
    });
  });

  it('covers the time from a day before the activity to its end, once the graph has it', async () => {
    const asked = await requestOne();
    expect(Date.parse(asked.notBefore)).toBe((asked.since ?? 0) + 5 * 60_000);
    await world.begin(asked);
    const [{ scope } = { scope: { from: 0, to: 0 } }] = investigations();
    expect(scope).toEqual({ from: (asked.since ?? 0) - 24 * 3_600_000, to: asked.since });
  });

  it('is made once for a user or role and window, whatever the number of findings, and later findings name it', async () => {
    const asked = await requestOne();
    const started = await world.begin(asked, 'first');
    await world.raise('Exfiltration:S3/MaliciousIPCaller');
    const { notified, wanted } = world.wanted();
    const note = notified[0]?.notification.investigations[0];
    expect(note).toMatchObject({
      state: 'known',
      url: expect.stringContaining(`#investigationReport/${Object(started).id}`),
    });
    expect(wanted).toEqual([]);
    // another one, requested at the same time
    expect(await world.begin(asked, 'second')).toEqual({ state: 'known' });
    await world.simulation.clock.advance(23 * 3600);
    expect(await world.begin(asked, 'third')).toEqual({ state: 'known' });
    await world.simulation.clock.advance(2 * 3600);
    expect(await world.begin(asked, 'fourth')).toMatchObject({ state: 'running' });
    expect(investigations()).toHaveLength(2);
  });

  it('is started once by several simultaneous executions', async () => {
    const asked = await requestOne();
    const all = await Promise.all(['a', 'b', 'c', 'd'].map((name) => world.begin(asked, name)));
    expect(all.map(({ state }) => state).sort()).toEqual(['known', 'known', 'known', 'running']);
    expect(investigations()).toHaveLength(1);
  });

  it('is started once if the answer to the start was lost', async () => {
    const asked = await requestOne();
    const since = world.simulation.clock.iso();
    world.simulation.faults.add({ service: 'detective', operation: 'StartInvestigation', times: 1, applyFirst: true });
    await expect(world.begin(asked, 'first', since)).rejects.toMatchObject({ code: 'Unreachable' });
    await world.simulation.clock.advance(30);
    const [{ id } = { id: '' }] = investigations();
    expect(await world.begin(asked, 'first', since)).toMatchObject({ state: 'running', id });
    expect(investigations()).toHaveLength(1);
  });

  it('is notified by the execution that started it, even if that did not get the answer to the start', async () => {
    const asked = await requestOne();
    const started = await world.begin(asked, 'first');
    expect(await world.begin(asked, 'first')).toEqual(started);
    expect(await world.begin(asked, 'other')).toEqual({ state: 'known' });
  });

  it('is started by a later finding if it could not be started for hours', async () => {
    const asked = await requestOne();
    world.simulation.faults.add({ service: 'detective', operation: 'StartInvestigation', ...fault });
    await expect(world.begin(asked, 'first')).rejects.toMatchObject({ code: 'InternalError' });
    expect(await world.begin(asked, 'second')).toEqual({ state: 'known' });
    await world.simulation.clock.advance(2 * 3600);
    expect(await world.begin(asked, 'second')).toMatchObject({ state: 'running' });
  });

  it('is tried again while Detective runs too many, and notified as failed in its words if that does not end', async () => {
    const asked = await requestOne();
    const busy = { code: 'TooManyRequestsException', status: 429, message: 'too many other requests' };
    world.simulation.faults.add({ service: 'detective', operation: 'StartInvestigation', times: 1, error: busy });
    const refusal: unknown = await world.begin(asked).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'Throttled' });
    const Cause = JSON.stringify({ errorType: 'RolloutError', errorMessage: Object(refusal).message });
    const [result] = await world.end({ ...asked, failure: { Error: 'RolloutError', Cause } });
    expect(result?.notification).toMatchObject({
      outcome: { state: 'notStarted' },
      summary: `Detective did not investigate IAM user alice: starting Detective investigation (${ALICE}) in eu-west-1: too many other requests`,
      links: { investigation: expect.stringMatching(/#investigations$/) },
    });
  });

  it('is refused for the whole window if Detective does not know the ARN, for example of a role with a path', async () => {
    const asked = await requestOne();
    const elsewhere = { ...asked, suspect: { ...asked.suspect, arn: `${ALICE}-with-a-path` } };
    const started = await world.begin(elsewhere, 'first');
    expect(started).toMatchObject({ state: 'refused', words: expect.stringContaining('nonexistent resource') });
    expect(await world.begin(elsewhere, 'second')).toEqual({ state: 'known' });
    const [result] = await world.end({ ...elsewhere, started });
    expect(result?.notification.summary).toContain(`(${ALICE}-with-a-path) in eu-west-1: The request refers to a`);
    expect(result?.notification.summary).toContain('without the path');
  });

  it('that was refused is neither requested again in the window nor named in notifications', async () => {
    const asked = await requestOne();
    world.simulation.faults.add({
      service: 'detective',
      operation: 'StartInvestigation',
      times: 1,
      error: { code: 'ValidationException', status: 400, message: 'not that one' },
    });
    expect(await world.begin(asked)).toMatchObject({ state: 'refused' });
    await world.raise('Exfiltration:S3/MaliciousIPCaller');
    expect(world.wanted()).toMatchObject({ notified: [{ notification: { investigations: [] } }], wanted: [] });
  });

  it('that fails or does not end is notified as such, with its link', async () => {
    const asked = await requestOne();
    const started = await world.begin(asked);
    const [one] = investigations();
    if (one) one.status = 'FAILED';
    const failed = await world.look({ ...asked, started });
    expect(await world.end({ ...asked, started, looked: failed })).toMatchObject([
      { notification: { outcome: { state: 'failed' }, summary: expect.stringContaining('failed') } },
    ]);
    if (one) one.status = 'RUNNING';
    await world.simulation.clock.advance(3600);
    if (one) one.status = 'RUNNING';
    const overdue = await world.look({ ...asked, started });
    expect(await world.end({ ...asked, started, looked: overdue })).toMatchObject([
      {
        notification: {
          outcome: { state: 'overdue', minutes: 60 },
          links: { investigation: expect.stringContaining('#investigationReport/') },
        },
      },
    ]);
  });

  it('whose result cannot be read is notified with its link', async () => {
    const asked = await requestOne();
    const started = await world.begin(asked);
    world.simulation.faults.add({ service: 'detective', operation: 'GetInvestigation', ...fault });
    await expect(world.look({ ...asked, started })).rejects.toMatchObject({ code: 'InternalError' });
    const failure = { Error: 'States.Timeout', Cause: '' };
    expect(await world.end({ ...asked, started, failure })).toMatchObject([
      {
        notification: { outcome: { state: 'notRead', words: 'States.Timeout' }, id: expect.stringMatching(/^\d{21}$/) },
      },
    ]);
  });

  it('waits for the graph if there is none yet', async () => {
    const asked = await requestOne();
    const nowhere = { ...asked, region: 'us-west-2' };
    await expect(world.begin(nowhere)).rejects.toMatchObject({ code: 'NotSettled' });
  });

  it('leaves no identity in the log', async () => {
    const asked = await requestOne();
    const started = await world.begin(asked);
    await world.end({ ...asked, started, looked: await world.look({ ...asked, started }) });
    expect(JSON.stringify(world.logged)).not.toContain('alice');
    expect(JSON.stringify(world.logged)).toContain(asked.finding.id);
  });
});
