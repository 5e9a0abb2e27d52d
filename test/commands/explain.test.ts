import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allServices, loadOrganization, Simulation, serve } from '@muster/simulator';
import { stringify } from 'yaml';
import type { ExplainOptions } from '../../commands/explain/options';
import { runExplain } from '../../commands/explain/run';
import { UsageError } from '../../commands/usage-error';
import { MANAGEMENT, SECURITY } from '../accounts';
import { written } from '../lib/config/written';

const SHOP = '333333333333';
const OVERRIDES = `
  - match: { ous: [Workloads] }
    guardDuty:
      protectionPlans:
        S3_DATA_EVENTS: NONE
        RUNTIME_MONITORING: { autoEnable: ALL, additional: { EC2_AGENT_MANAGEMENT: ALL } }
  - match: { ous: [Workloads/Prod], regions: [us-east-1] }
    guardDuty: { protectionPlans: { S3_DATA_EVENTS: ALL } }
  - match: { accounts: [toy] }
    exclude: true`;

const folder = mkdtempSync(join(tmpdir(), 'explain-'));
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const organization = file(
  'organization.yaml',
  stringify({
    organization: {
      id: 'o-exampleorg1',
      managementAccount: MANAGEMENT,
      delegatedAdministrators: { 'guardduty.amazonaws.com': SECURITY },
    },
    accounts: [
      { id: MANAGEMENT, name: 'management' },
      { id: SECURITY, name: 'security', ou: 'Security' },
      { id: SHOP, name: 'shop', ou: 'Workloads/Prod' },
      { id: '444444444444', name: 'toy', ou: 'Sandbox', state: 'SUSPENDED' },
    ],
  }),
);
const config = file(
  'rollout.yaml',
  written({ overrides: OVERRIDES, detective: '{ priority: [{ ous: [Workloads] }] }' }),
);
afterAll(() => rmSync(folder, { recursive: true }));

/** The output of the command, and its exit code. */
async function explained(options: Partial<ExplainOptions>): Promise<{ code: number; text: string }> {
  const lines: string[] = [];
  const code = await runExplain({ config, organization, account: SHOP, region: 'eu-west-1', ...options }, (text) =>
    lines.push(text),
  );
  return { code, text: lines.join('\n') };
}

/** Setting → its value, and the line of the configuration that decided it. */
async function decisions(options: Partial<ExplainOptions> = {}) {
  const { text } = await explained({ json: true, ...options });
  const { settings } = JSON.parse(text) as {
    settings: { service: string; setting: string; value: string; decidedBy: string; line?: number }[];
  };
  return new Map(settings.map((each) => [`${each.service} ${each.setting}`, [each.value, each.decidedBy, each.line]]));
}

describe('the settings that apply to an account', () => {
  it('are reported with the line of the configuration that decided each', async () => {
    const plans = 'overrides[0].guardDuty.protectionPlans';
    const found = await decisions();
    expect(found.get('GuardDuty guardDuty.protectionPlans.S3_DATA_EVENTS')).toEqual([
      'NONE',
      `${plans}.S3_DATA_EVENTS`,
      8,
    ]);
    expect(found.get('GuardDuty guardDuty.protectionPlans.RUNTIME_MONITORING')).toEqual([
      'ALL, EC2_AGENT_MANAGEMENT ALL',
      `${plans}.RUNTIME_MONITORING`,
      9,
    ]);
    expect(found.get('GuardDuty guardDuty.autoEnable')).toEqual(['ALL', 'guardDuty.autoEnable', undefined]);
    expect(found.get('Detective detective.priority[0]')).toEqual(['1 of 1', 'detective.priority[0]', 14]);
  });

  it('may differ by region', async () => {
    expect(
      (await decisions({ region: 'us-east-1' })).get('GuardDuty guardDuty.protectionPlans.S3_DATA_EVENTS'),
    ).toEqual(['ALL', 'overrides[1].guardDuty.protectionPlans.S3_DATA_EVENTS', 11]);
  });

  it('are only the exclusion if the account is excluded; the account may be given by name', async () => {
    const { code, text } = await explained({ account: 'toy' });
    expect(code).toBe(0);
    expect(text).toContain('444444444444 toy, in Sandbox, eu-west-1');
    expect(text).toMatch(/exclude +\S*true\S* +\S*rollout\.yaml:13 overrides\[2\]\.exclude/);
    expect(text).not.toContain('protectionPlans');
    expect(text).toContain('Organizations reports state SUSPENDED');
  });

  it('include AI_ANALYST only for the administrator', async () => {
    const key = 'GuardDuty guardDuty.aiAnalyst';
    expect((await decisions({ account: SECURITY })).get(key)?.[0]).toBe('false');
    expect((await decisions()).has(key)).toBe(false);
  });

  it('come with the organization-wide setting if accounts differ', async () => {
    expect((await explained({})).text).toContain('S3_DATA_EVENTS is NONE: muster sets each account separately');
  });

  it('are the same for a running organization and for its file', async () => {
    const simulation = await Simulation.start(loadOrganization(organization), allServices, { clockRate: 0 });
    const served = await serve(simulation);
    const before = { ...process.env };
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: served.endpoint,
      AWS_ACCESS_KEY_ID: `AKIA${SECURITY}`,
      AWS_SECRET_ACCESS_KEY: 'secret',
    });
    try {
      expect(await decisions({ organization: undefined })).toEqual(await decisions());
    } finally {
      process.env = before;
      await served.close();
    }
  });
});

describe('a name that does not exist:', () => {
  it.each([
    ['an account', { account: '999999999999' }, '--account: 999999999999 is not in the organization'],
    ['a misspelt name', { account: 'shopp' }, '--account: shopp is not in the organization (did you mean shop?)'],
    ['a region', { region: 'eu-wset-1' }, '--region: eu-wset-1 is not governed (did you mean eu-west-1?); governed: '],
  ])('%s is refused', async (_, options, words) => {
    await expect(explained(options)).rejects.toThrow(UsageError);
    await expect(explained(options)).rejects.toThrow(words);
  });

  it('a unit of the configuration is refused once for all regions, with its line', async () => {
    const wrong = file('wrong.yaml', written({ overrides: '\n  - match: { ous: [Sandboxes] }\n    exclude: true' }));
    const { code, text } = await explained({ config: wrong });
    expect(code).toBe(1);
    expect(text.match(/names the organizational unit "Sandboxes"/g)).toHaveLength(1);
    expect(text).toContain('overrides[0], line 5, names');
  });
});
