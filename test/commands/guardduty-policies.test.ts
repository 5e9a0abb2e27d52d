import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AttachPolicyCommand,
  CreatePolicyCommand,
  DetachPolicyCommand,
  EnablePolicyTypeCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { allServices, clientOf, loadOrganization, type Served, Simulation, serve } from '@muster/simulator';
import { stringify } from 'yaml';
import type { GuardDutyPoliciesOptions } from '../../commands/guardduty-policies/options';
import { runGuardDutyPolicies } from '../../commands/guardduty-policies/run';
import { MANAGEMENT, SECURITY } from '../accounts';
import { written } from '../lib/config/written';

const SHOP = '333333333333';
const TOY = '444444444444';
const folder = mkdtempSync(join(tmpdir(), 'policies-'));
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
      { id: TOY, name: 'toy', ou: 'Sandbox' },
    ],
  }),
);
const config = file(
  'rollout.yaml',
  written({
    overrides: `
  - match: { ous: [Workloads/Prod] }
    guardDuty: { protectionPlans: { S3_DATA_EVENTS: NONE } }
  - match: { accounts: [toy], regions: [us-east-1] }
    guardDuty: { protectionPlans: { EKS_RUNTIME_MONITORING: ALL } }`,
  }),
);
afterAll(() => rmSync(folder, { recursive: true }));

/** The output of the command, and its exit code. */
async function run(options: Partial<GuardDutyPoliciesOptions> = {}): Promise<{ code: number; text: string }> {
  const lines: string[] = [];
  const code = await runGuardDutyPolicies({ config, organization, ...options }, (text) => lines.push(text));
  return { code, text: lines.join('\n') };
}

interface Policies {
  readonly policies: readonly { name: string; targets: { id: string; name: string }[]; content: object }[];
}
const policies = async () => JSON.parse((await run({ json: true })).text) as Policies;

describe('N4: the policies of a configuration', () => {
  it('are printed with their targets, and with the settings that scheduled passes still apply', async () => {
    const { code, text } = await run();
    expect(code).toBe(0);
    expect(text).toMatch(/muster-guardduty-r-\S+ {2}\d+ characters\n {2}attach to r-\S+ \(the root\)/);
    expect(text).toMatch(/attach to ou-\S+ \(Workloads\/Prod\)/);
    expect(text).toContain(
      'not in a policy: EKS_RUNTIME_MONITORING for 1 account in us-east-1: policies have no name for it',
    );
    expect(text).toContain('AWSServiceRoleForAmazonGuardDuty');
  });

  it('are written to one file each, which AWS accepts', async () => {
    const out = join(folder, 'out');
    expect((await run({ out })).code).toBe(0);
    const { policies: printed } = await policies();
    expect(printed.map(({ targets }) => targets.map(({ name }) => name))).toEqual([['the root'], ['Workloads/Prod']]);
    expect(readdirSync(out).sort()).toEqual(printed.map(({ name }) => `${name}.json`).sort());
    for (const { name, content } of printed)
      expect(JSON.parse(readFileSync(join(out, `${name}.json`), 'utf8'))).toEqual(content);
  });

  it('are not compiled if the configuration names something that the organization does not have', async () => {
    const wrong = file('wrong.yaml', written({ overrides: '\n  - match: { ous: [Sandboxes] }\n    exclude: true' }));
    const out = join(folder, 'none');
    const { code, text } = await run({ config: wrong, out });
    expect({ code, text }).toEqual({ code: 1, text: expect.stringContaining('"Sandboxes"') });
    expect(readdirSync(folder)).not.toContain('none');
    expect(JSON.parse((await run({ config: wrong, json: true })).text)).toEqual({ mistakes: [expect.any(String)] });
  });

  it('name the units in which an account that joins gets less than desired', async () => {
    const excluding = file('out.yaml', written({ overrides: '\n  - match: { accounts: [shop] }\n    exclude: true' }));
    expect((await run({ config: excluding })).text).toMatch(
      /incomplete: an account that joins Workloads\/Prod \(ou-\S+\) gets less than desired in eu-west-1, us-east-1/,
    );
  });

  it('are none if GuardDuty is not to be on anywhere', async () => {
    const none = file(
      'none.yaml',
      written({ guardDuty: '{ autoEnable: NONE }', overrides: '\n  - match: { ous: [Security] }\n    exclude: true' }),
    );
    const { code, text } = await run({ config: none });
    expect({ code, text }).toEqual({ code: 0, text: expect.stringContaining('Nothing that a policy can express') });
  });
});

describe('N4: the check of a running organization', () => {
  let simulation: Simulation;
  let served: Served;
  const before = { ...process.env };
  beforeAll(async () => {
    simulation = await Simulation.start(loadOrganization(organization), allServices, { clockRate: 0 });
    served = await serve(simulation);
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: served.endpoint,
      AWS_ACCESS_KEY_ID: `AKIA${SECURITY}`,
      AWS_SECRET_ACCESS_KEY: 'secret',
    });
  });
  afterAll(async () => {
    process.env = before;
    await served.close();
  });

  it('finds every account without its policy, none once all are attached, and each policy that is detached or conflicts', async () => {
    const unmanaged = await run({ check: true, organization: undefined });
    expect(unmanaged.code).toBe(1);
    expect(unmanaged.text).toContain(`${TOY} toy, eu-west-1: no policy sets what is desired`);

    const organizations = clientOf(OrganizationsClient, simulation, MANAGEMENT, 'us-east-1');
    const Type = 'GUARDDUTY_POLICY';
    await organizations.send(new EnablePolicyTypeCommand({ RootId: simulation.organization.rootId, PolicyType: Type }));
    const attached: { PolicyId: string | undefined; TargetId: string }[] = [];
    for (const { name: Name, targets, content } of (await policies()).policies) {
      const Content = JSON.stringify(content);
      const { Policy } = await organizations.send(
        new CreatePolicyCommand({ Name, Description: 'compiled by muster', Type, Content }),
      );
      for (const { id: TargetId } of targets) {
        attached.push({ PolicyId: Policy?.PolicySummary?.Id, TargetId });
        await organizations.send(new AttachPolicyCommand({ PolicyId: Policy?.PolicySummary?.Id, TargetId }));
      }
    }
    expect(await run({ check: true, organization: undefined })).toEqual({
      code: 0,
      text: 'The effective policies of 4 accounts are as the configuration asks.',
    });

    const off = { foundational: { status: { '@@assign': 'disabled' } } };
    const nearer = await organizations.send(
      new CreatePolicyCommand({
        Name: 'foreign',
        Description: '',
        Type,
        Content: JSON.stringify({ guardduty: { enablement: { 'us-east-1': off } } }),
      }),
    );
    const PolicyId = nearer.Policy?.PolicySummary?.Id;
    await organizations.send(new AttachPolicyCommand({ PolicyId, TargetId: TOY }));
    expect(JSON.parse((await run({ check: true, json: true })).text)).toEqual({
      accounts: 4,
      differences: [
        {
          account: TOY,
          name: 'toy',
          region: 'us-east-1',
          differences: [{ setting: 'foundational', wanted: 'enabled', effective: 'disabled' }],
        },
      ],
    });
    await organizations.send(new DetachPolicyCommand({ PolicyId, TargetId: TOY }));

    const last = attached.at(-1);
    await organizations.send(new DetachPolicyCommand({ PolicyId: last?.PolicyId, TargetId: last?.TargetId }));
    const detached = await run({ check: true });
    expect(detached.code).toBe(1);
    expect(detached.text.split('\n')).toEqual(
      ['eu-west-1', 'us-east-1'].map((region) =>
        expect.stringContaining(`${SHOP} shop, ${region}: s3_data_events is enabled instead of disabled`),
      ),
    );
  });
});
