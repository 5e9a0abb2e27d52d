import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allServices, Simulation, serve } from '@muster/simulator';
import { organizationOf } from '@muster/simulator/fixtures';
import { EXIT } from '../../../commands/exit-codes';
import type { InitOptions } from '../../../commands/init/options';
import type { Question } from '../../../commands/init/questions';
import { runInit } from '../../../commands/init/run';
import { UsageError } from '../../../commands/usage-error';
import { connectOperator } from '../../../lambda/aws/operator-clients';
import { loadConfig } from '../../../lib/config';
import { MANAGEMENT, SECURITY } from '../../accounts';

const ANSWERS = { homeRegion: 'eu-west-1', managementAccount: MANAGEMENT, administrator: SECURITY, regions: 'all' };
const base = mkdtempSync(join(tmpdir(), 'init-'));
afterAll(() => rmSync(base, { recursive: true }));

let lines: string[];
let asked: Question[];
let folder: string;
let number = 0;
beforeEach(() => {
  lines = [];
  asked = [];
  number += 1;
  folder = join(base, String(number));
  mkdirSync(folder);
});

/** Runs the command. @param typed answers at the terminal by key; undefined for no terminal */
function init(
  options: Partial<InitOptions>,
  typed?: Readonly<Record<string, string | undefined>>,
  connection: Parameters<typeof connectOperator>[0] = {},
): Promise<number> {
  const out = join(folder, 'rollout.yaml');
  return runInit(
    { out, offline: true, ...options },
    {
      say: (text) => lines.push(text),
      ask: async () =>
        typed &&
        (async (question) => {
          asked.push(question);
          return question.key in typed ? typed[question.key] : question.proposed;
        }),
      operator: () => connectOperator({ maxAttempts: 1, ...connection }),
    },
  );
}
const config = () => loadConfig(join(folder, 'rollout.yaml'));
const refusal = async (options: Partial<InitOptions>) => {
  const error = await init(options).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UsageError);
  expect(existsSync(join(folder, 'rollout.yaml'))).toBe(false);
  return error instanceof Error ? error.message : '';
};

describe('without credentials and without a terminal', () => {
  it('a valid configuration is written from options, and the next commands name it', async () => {
    expect(await init({ ...ANSWERS, email: 'soc@shop.example' })).toBe(EXIT.ok);
    expect(config()).toMatchObject({
      organization: { managementAccount: MANAGEMENT, delegatedAdministrator: SECURITY },
      homeRegion: 'eu-west-1',
      regions: { include: 'all' },
      findings: { targets: { analysts: { sns: { destination: { emails: ['soc@shop.example'] } } } } },
    });
    expect(config().warnings.map(({ path }) => path)).toEqual(['findings.routes']);
    for (const next of ['npm run -s bootstrap', 'npm run plan', 'npm run deploy'])
      expect(lines.join('\n')).toContain(next);
  });

  it.each([
    ['all', 'us-east-1'],
    ['default', 'eu-west-1'],
    ['af-south-1, eu-west-1,eu-west-1', 'eu-west-1'],
    ['us-gov-west-1', 'us-gov-west-1'],
    ['all', 'cn-north-1'],
  ])(
    'regions %s with the home region %s are a valid configuration, with and without an address',
    async (regions, homeRegion) => {
      for (const [out, email] of Object.entries({ 'a.yaml': '', 'b.yaml': 'a@b.example' })) {
        expect(await init({ ...ANSWERS, out: join(folder, out), regions, homeRegion, email })).toBe(EXIT.ok);
        expect(loadConfig(join(folder, out)).warnings.map(({ path }) => path)).toEqual(
          email === '' ? [] : ['findings.routes'],
        );
      }
    },
  );

  it('the file points editors at the schema, relative to its own folder', async () => {
    mkdirSync(join(folder, 'deep'));
    const out = join(folder, 'deep', 'rollout.yaml');
    await init({ ...ANSWERS, out });
    const [, schema = ''] = /\$schema=(\S+)/.exec(readFileSync(out, 'utf8')) ?? [];
    expect(schema).toMatch(/^\.\./);
    expect(existsSync(join(folder, 'deep', schema))).toBe(true);
  });

  it('an existing file is never overwritten', async () => {
    const out = join(folder, 'rollout.yaml');
    writeFileSync(out, 'mine\n');
    await expect(init(ANSWERS)).rejects.toThrow(`${out} exists and is left as it is: name another file with --out`);
    expect(readFileSync(out, 'utf8')).toBe('mine\n');
  });

  it('a missing answer names the option that gives it, and nothing is written', async () => {
    expect(await refusal({ homeRegion: 'eu-west-1' })).toBe(
      'there is no terminal to ask at: name --management-account',
    );
  });

  it('all wrong answers are reported at once, with suggestions, and nothing is written', async () => {
    const wrong = { administrator: MANAGEMENT, homeRegion: 'eu-west-1', regions: 'eu-wset-2', email: 'soc' };
    expect((await refusal({ managementAccount: MANAGEMENT, ...wrong })).split('\n')).toEqual([
      '--administrator: must not be the management account: AWS advises against it',
      expect.stringMatching(/^--regions: got eu-wset-2, is not a region .* \(did you mean eu-west-2\?\)$/),
      '--email: got soc, must be an e-mail address',
      'nothing was written',
    ]);
  });
});

describe('at a terminal', () => {
  it('at most six questions are asked, only those that no option answers, and proposals are taken', async () => {
    expect(await init({ managementAccount: MANAGEMENT }, { administrator: SECURITY })).toBe(EXIT.ok);
    expect(asked.map(({ key }) => key)).toEqual(['homeRegion', 'administrator', 'regions', 'email']);
    expect(config().regions.include).toBe('default');
    asked = [];
    await init({ out: join(folder, 'other.yaml') }, ANSWERS);
    expect(asked.length).toBeLessThanOrEqual(6);
  });

  it('a person who ends the questions leaves no file', async () => {
    expect(await init({}, { managementAccount: undefined })).toBe(EXIT.interrupted);
    expect(existsSync(join(folder, 'rollout.yaml'))).toBe(false);
  });

  it('each question rejects a wrong answer with its reason', async () => {
    await init({}, ANSWERS);
    const mistake = (key: string, answer: string) => asked.find((each) => each.key === key)?.mistake(answer);
    expect(mistake('homeRegion', 'eu-west-11')).toMatch(/did you mean eu-west-1/);
    expect(mistake('managementAccount', '1234')).toBe('got "1234", an account id is 12 digits');
    expect(mistake('regions', 'us-east-1')).toBe('must contain the home region eu-west-1');
    expect(mistake('regions', 'eu-west-1 us-gov-west-1')).toMatch(/is not a region of partition aws/);
    expect(mistake('regions', 'eu-west-1 us-east-1')).toBeUndefined();
  });
});

describe('with credentials', () => {
  let simulation: Simulation;
  let close: () => Promise<void>;
  let connection: Parameters<typeof connectOperator>[0];

  async function start(parts: Parameters<typeof organizationOf>[0], account = MANAGEMENT) {
    simulation = await Simulation.start(organizationOf(parts), allServices, { clockRate: 0 });
    const served = await serve(simulation);
    process.env.AWS_ENDPOINT_URL = served.endpoint;
    connection = { credentials: { accessKeyId: `AKIA${account}`, secretAccessKey: 'secret' } };
    close = async () => {
      delete process.env.AWS_ENDPOINT_URL;
      await served.close();
      await simulation.stop();
    };
  }
  afterEach(() => close());
  const writes = () => simulation.calls.after(0).filter(({ operation }) => !/^(Get|List|Describe)/.test(operation));

  it('the accounts of the organization are proposed, what is in place is named, and nothing is changed', async () => {
    await start({ organization: { trustedServices: ['controltower.amazonaws.com'] } });
    await init({ offline: false, homeRegion: 'eu-west-1' }, { administrator: SECURITY }, connection);
    expect(asked.find(({ key }) => key === 'managementAccount')?.proposed).toBe(MANAGEMENT);
    expect(lines.join('\n')).toContain('Control Tower manages this organization');
    expect(config().organization.managementAccount).toBe(MANAGEMENT);
    expect(writes()).toEqual([]);
  });

  it('credentials of another account still give a good file, and say what could not be read', async () => {
    await start({}, SECURITY);
    expect(await init({ offline: false, ...ANSWERS }, {}, connection)).toBe(EXIT.ok);
    expect(lines.join('\n')).toMatch(/could not look: listing /);
    expect(config().organization.delegatedAdministrator).toBe(SECURITY);
  });

  it('a management account that does not own the organization is a mistake', async () => {
    await start({});
    const options = { ...ANSWERS, offline: false, managementAccount: '777777777777' };
    await expect(init(options, {}, connection)).rejects.toThrow(
      `got 777777777777, the organization of these credentials is owned by ${MANAGEMENT}`,
    );
  });
});
