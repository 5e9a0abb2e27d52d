import { readFileSync } from 'node:fs';
import { runCommandLine } from '../../../commands/program';
import { UsageError } from '../../../commands/usage-error';
import { loadConfig } from '../../../lib/config';
import { rollout } from '../../../lib/rollout';
import { SECURITY } from '../../accounts';
import { connectionOf, start, startDelegated } from '../../lambda/organization-under-test';
import { configuration, inFolder, planned, removeFiles, said } from './planned';

afterAll(removeFiles);

const SHOP = '333333333333';
const ACCOUNTS = [
  { id: SHOP, name: '<img src=x onerror=alert(1)> | `shop`', email: 'owner@shop.example' },
  { id: '444444444444', name: 'till', email: 'owner@till.example' },
];

const delegated = () =>
  startDelegated({ accounts: ACCOUNTS }, rollout(loadConfig(configuration({ regions: '[eu-west-1]' }))).delegation);

describe('the forms of a plan', () => {
  it('are Markdown and HTML, in which the name of an account is only text, and the HTML loads nothing', async () => {
    const simulation = await delegated();
    const { text: markdown } = await said(simulation, { markdown: true });
    const { text: html } = await said(simulation, { html: true });
    expect(markdown).toContain('| step | what | where | who | from → to | decided by |');
    expect(html).toContain("default-src 'none'");
    for (const form of [markdown, html]) {
      expect(form).toContain('CreateMembers: 3 accounts');
      expect(form).not.toContain('<img');
      expect(form).toContain('&#60;img');
    }
    expect(html).not.toMatch(/(src|href)="|@import|url\(/);
    const rows = markdown.split('\n').filter((line) => line.startsWith('|'));
    for (const row of rows) expect(row.split('|')).toHaveLength(8);
  });

  it('go to a file with --out: the JSON, unless another form is asked for', async () => {
    const simulation = await delegated();
    const { plan } = await planned(simulation);
    await said(simulation, { out: inFolder('plan.json') });
    const written = JSON.parse(readFileSync(inFolder('plan.json'), 'utf8'));
    expect({ ...written, takenAt: plan.takenAt }).toEqual(plan);
    await said(simulation, { out: inFolder('plan.md'), markdown: true });
    expect(readFileSync(inFolder('plan.md'), 'utf8')).toMatch(/^### Plan of /);
  });

  it('name no account with --redact, and have the same mask for the same account', async () => {
    const simulation = await delegated();
    for (const form of [{ json: true }, { markdown: true }, { html: true }, {}]) {
      const { text } = await said(simulation, { ...form, redact: true });
      expect(text).not.toMatch(/\b\d{12}\b/);
      expect(text).not.toMatch(/shop|till/);
    }
    const { plan } = await planned(simulation, { redact: true });
    expect(plan.redacted).toBe(true);
    const enrolments = plan.changes.filter(({ action }) => action === 'CreateMembers');
    expect(enrolments.map(({ service }) => service)).toEqual(['guardduty', 'detective']);
    expect(enrolments[0]?.accounts).toEqual(enrolments[1]?.accounts);
    expect(new Set(enrolments[0]?.accounts.map(({ id }) => id)).size).toBe(3);
  });
});

describe('a part of a plan', () => {
  it('is that of one account, by id or name, or of one region', async () => {
    const simulation = await startDelegated({ accounts: ACCOUNTS }, rollout(loadConfig(configuration())).delegation);
    const { plan } = await planned(simulation, { account: ['till'], region: ['us-east-1'] });
    expect(plan.filters).toEqual({ regions: ['us-east-1'], accounts: ['444444444444'] });
    expect(new Set(plan.changes.map(({ region }) => region))).toEqual(new Set(['us-east-1']));
    expect(new Set(plan.changes.flatMap(({ accounts }) => accounts.map(({ id }) => id)))).toEqual(
      new Set(['444444444444']),
    );
  });

  it('of an unknown region or account is a mistake, with the nearest name', async () => {
    const simulation = await delegated();
    await expect(said(simulation, { region: ['eu-west-2'] })).rejects.toThrow(UsageError);
    await expect(said(simulation, { region: ['eu-west-2'] })).rejects.toThrow('did you mean eu-west-1?');
    await expect(said(simulation, { account: ['tilt'] })).rejects.toThrow('did you mean till?');
  });
});

describe('the exit code 1', () => {
  it('means that something could not be looked at: the rest is shown, with account, region and operation', async () => {
    configuration();
    const simulation = await start();
    simulation.faults.add({
      service: 'guardduty',
      operation: 'ListDetectors',
      region: 'us-east-1',
      account: SECURITY,
      error: {
        code: 'AccessDeniedException',
        message: 'User: is not authorized to perform: guardduty:ListDetectors',
        status: 403,
      },
      times: 100,
    });
    const { code, plan } = await planned(simulation);
    expect(code).toBe(1);
    expect(plan.unread).toMatchObject([
      { service: 'guardduty', region: 'us-east-1', account: SECURITY, reason: 'AccessDenied' },
    ]);
    expect(plan.unread[0]?.words).toContain('guardduty:ListDetectors');
    expect(plan.changes.length).toBeGreaterThan(0);
    expect((await said(simulation)).text).toContain('NOT LOOKED AT');
  });

  it('is also that of a mistake in an option or a file: 2 means changes', async () => {
    const complaints: string[] = [];
    const run = (...args: string[]) => runCommandLine(['plan', ...args], (text) => complaints.push(text));
    expect(await run('--config', inFolder('none.yaml'))).toBe(1);
    expect(complaints.join()).toContain('none.yaml');
    const { write } = process.stderr;
    process.stderr.write = () => true;
    try {
      expect(await run('--nonsense')).toBe(1);
    } finally {
      process.stderr.write = write;
    }
  });

  it("is that of credentials that are not the management account's", async () => {
    const simulation = await delegated();
    const connection = connectionOf(simulation, SECURITY);
    await expect(said(simulation, {}, connection)).rejects.toMatchObject({
      code: 'WrongCredentials',
      message: expect.stringContaining('not of the management account 111111111111'),
    });
  });

  it('is that of a role that cannot be assumed, and the message says what to do', async () => {
    const simulation = await delegated();
    await expect(said(simulation, { administratorRole: 'nobody' })).rejects.toMatchObject({
      code: 'RoleNotAssumable',
      hint: expect.stringContaining('--administrator-profile'),
    });
  });
});
