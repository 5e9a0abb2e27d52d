import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allServices, Simulation, serve } from '@muster/simulator';
import { type Caller, sdk } from '@muster/simulator/contract';
import { organizationOf } from '@muster/simulator/fixtures';
import type { ContractOptions } from '../../commands/contract/options';
import { runContract } from '../../commands/contract/run';
import { EXIT } from '../../commands/exit-codes';
import { MANAGEMENT, SECURITY } from '../accounts';

const ORGANIZATION = 'o-exampleorg1';
const folder = mkdtempSync(join(tmpdir(), 'contract-'));
const out = join(folder, 'report.json');
afterAll(() => rmSync(folder, { recursive: true }));

let simulation: Simulation;
let endpoint: string;
let stop: () => Promise<void>;
const lines: string[] = [];

async function start(parts: Parameters<typeof organizationOf>[0] = {}) {
  simulation = await Simulation.start(organizationOf(parts), allServices, { clockRate: 0 });
  const served = await serve(simulation);
  endpoint = served.endpoint;
  lines.length = 0;
  stop = async () => {
    await served.close();
    await simulation.stop();
  };
}
afterEach(() => stop());

/** Runs the command as an account's administrator. @param typed what is typed at the question */
function contract(options: Partial<ContractOptions>, { account = MANAGEMENT, typed = '' } = {}): Promise<number> {
  const connect = (caller: Caller) =>
    sdk({ ...caller, endpoint, credentials: { accessKeyId: `AKIA${account}`, secretAccessKey: 'secret' } });
  const chosen: ContractOptions = { region: 'us-east-1', out, accountsAtMost: '10', ...options };
  return runContract(chosen, { say: (text) => lines.push(text), ask: async () => typed, connect });
}
const writes = () =>
  simulation.calls
    .after(0)
    .map(({ operation }) => operation)
    .filter((operation) => !/^(Get|List|Describe|BatchGet)/.test(operation));
const report = () => JSON.parse(readFileSync(out, 'utf8'));

test('without a sandbox the command only reads, reports, and ends with 0', async () => {
  await start();
  expect(await contract({})).toBe(EXIT.ok);
  expect(writes()).toEqual([]);
  expect(report()).toMatchObject({ mode: 'read-only', region: 'us-east-1', differences: [], leftovers: [] });
  expect(lines.at(-1)).toMatch(/as described, 0 differ/);
});

test('in a member account, the cases that need the management account are not answered', async () => {
  await start();
  expect(await contract({}, { account: SECURITY })).toBe(EXIT.ok);
  expect(report().notAnswered).toContainEqual({
    name: 'a page of accounts holds 20 at most by default',
    why: 'the caller is not the management account',
  });
});

test('a sandbox run announces its changes, makes them, and undoes them', async () => {
  await start();
  expect(await contract({ sandbox: ORGANIZATION, yes: true })).toBe(EXIT.ok);
  expect(lines[0]).toContain(`This changes organization ${ORGANIZATION}`);
  expect(lines[0]).toMatch(/\d+ × GuardDuty in this account and region/);
  expect(writes()).toEqual(expect.arrayContaining(['CreateDetector', 'DeleteDetector', 'CreateGraph', 'DeleteGraph']));
  expect(report()).toMatchObject({ mode: 'sandbox', differences: [], leftovers: [] });
});

test('a difference ends with 1 and is in the file, without an account id', async () => {
  await start();
  const message = `Account ${MANAGEMENT} may not.`;
  const error = { code: 'ForbiddenException', status: 403, message };
  simulation.faults.add({ service: 'organizations', operation: 'DescribePolicy', times: 1, error });
  expect(await contract({})).toBe(EXIT.unmet);
  expect(report().differences).toMatchObject([
    { found: [{ kind: 'code', actual: 'ForbiddenException' }, { kind: 'status' }] },
  ]);
  expect(readFileSync(out, 'utf8')).not.toContain(MANAGEMENT);
});

test('the changes are confirmed only by typing the id of the organization', async () => {
  await start();
  await expect(contract({ sandbox: ORGANIZATION }, { typed: 'y' })).rejects.toThrow(
    'not confirmed: nothing was changed',
  );
  expect(writes()).toEqual([]);
  expect(await contract({ sandbox: ORGANIZATION }, { typed: ORGANIZATION })).toBe(EXIT.ok);
});

describe('a sandbox run is refused, before any change,', () => {
  const delegatedAdministrators = { 'guardduty.amazonaws.com': SECURITY };
  test.each([
    ['in another organization', {}, { sandbox: 'o-otherorgan' }, 'belong to o-exampleorg1, not to o-otherorgan'],
    ['with more accounts than permitted', {}, { accountsAtMost: '4' }, 'more than 4 accounts'],
    [
      'with a delegated administrator',
      { organization: { delegatedAdministrators } },
      {},
      'guardduty has a delegated administrator',
    ],
    ['with a limit that is no number', {}, { accountsAtMost: 'many' }, '--accounts-at-most many'],
  ] as const)('%s', async (_, parts, options, message) => {
    await start(parts);
    await expect(contract({ sandbox: ORGANIZATION, yes: true, ...options })).rejects.toMatchObject({
      name: 'UsageError',
      message: expect.stringContaining(message),
    });
    expect(writes()).toEqual([]);
  });

  test('with credentials of another account', async () => {
    await start();
    const run = contract({ sandbox: ORGANIZATION, yes: true }, { account: SECURITY });
    await expect(run).rejects.toThrow('a sandbox run needs those of the management account');
    expect(writes()).toEqual([]);
  });

  test('unless an option allows the delegated administrator', async () => {
    await start({ organization: { delegatedAdministrators } });
    expect(await contract({ sandbox: ORGANIZATION, yes: true, althoughDelegated: true })).not.toBe(EXIT.usage);
    expect(report().leftovers).toEqual([]);
  });
});

test('--yes without a sandbox is a mistake', async () => {
  await start();
  await expect(contract({ yes: true })).rejects.toThrow('need --sandbox');
});

test('if AWS cannot be reached, nothing is changed, and the error is one of AWS', async () => {
  await start();
  await expect(contract({ sandbox: ORGANIZATION, yes: true }, { account: '999999999999' })).rejects.toMatchObject({
    name: 'RolloutError',
  });
  expect(writes()).toEqual([]);
});

test('Ctrl-C during a case removes what it made, writes the report, and ends with 130', async () => {
  await start();
  const connect = (caller: Caller) => {
    const send = sdk({
      ...caller,
      endpoint,
      credentials: { accessKeyId: `AKIA${MANAGEMENT}`, secretAccessKey: 'secret' },
    });
    return async (...call: Parameters<typeof send>) => {
      const answer = await send(...call);
      if (call[1] === 'CreateDetector') process.emit('SIGINT');
      return answer;
    };
  };
  const options = { region: 'us-east-1', out, accountsAtMost: '10', sandbox: ORGANIZATION, yes: true };
  const code = await runContract(options, { say: (text) => lines.push(text), ask: async () => '', connect });
  expect(code).toBe(EXIT.interrupted);
  expect(writes().filter((operation) => operation === 'CreateDetector')).toHaveLength(1);
  expect(writes().at(-1)).toBe('DeleteDetector');
  expect(report().leftovers).toEqual([]);
});
