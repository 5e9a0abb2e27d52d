import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { ConfigError, loadConfig, parseConfig } from '../../../lib/config';
import { issuesOf, mistakes, reasons, warnings, written } from './written';

const FIVE_MISTAKES = `organization:
  managementAccount: 111111111111
  delegatedAdministrator: '2222222222223'
homeRegion: eu-west-1
regions:
  - eu-west-1
  - us-esat-1
guardDuty:
  autoEnable: EVERY
  protectionPlan:
    S3_DATA_EVENTS: ALL
`;

describe('loading a configuration', () => {
  it('reads the example, with all defaults filled in and nothing to warn about', () => {
    const config = loadConfig('examples/rollout.yaml');
    expect(config.warnings).toEqual([]);
    expect(config.file).toBe('examples/rollout.yaml');
    expect(config.partition).toBe('aws');
    expect(config.regions).toEqual({ include: expect.arrayContaining(['ap-northeast-3']), exclude: [] });
    expect(config.guardDuty.protectionPlans.AI_PROTECTION).toEqual({ autoEnable: 'NONE', additional: {} });
  });

  it('needs only the organization, a home region and the regions', () => {
    const config = parseConfig(written(), 'rollout.yaml');
    const on = Object.entries(config.guardDuty.protectionPlans).filter(([, plan]) => plan.autoEnable === 'ALL');
    expect(on.map(([name]) => name)).toEqual([
      'S3_DATA_EVENTS',
      'EKS_AUDIT_LOGS',
      'EBS_MALWARE_PROTECTION',
      'RDS_LOGIN_EVENTS',
      'LAMBDA_NETWORK_LOGS',
    ]);
    expect(config).toMatchObject({ onRemoval: 'retain', schedule: 'rate(1 hour)', detective: { enabled: true } });
  });

  it('reports five mistakes as five messages with line, column, the value, the allowed values and a suggestion', () => {
    expect(mistakes(FIVE_MISTAKES)).toEqual([
      "rollout.yaml:2:22 organization.managementAccount: got 111111111111, YAML reads a number here, quote it (did you mean '111111111111'?)",
      'rollout.yaml:3:27 organization.delegatedAdministrator: got "2222222222223", an account id is 12 digits',
      'rollout.yaml:7:5 regions[1]: got "us-esat-1", is not a region of partition aws (did you mean us-east-1?)',
      'rollout.yaml:9:15 guardDuty.autoEnable: got "EVERY", allowed: ALL, NEW, NONE',
      expect.stringMatching(
        /^rollout\.yaml:10:3 guardDuty\.protectionPlan: unknown key, allowed: autoEnable, .* \(did you mean protectionPlans\?\)$/,
      ),
    ]);
  });

  it('gives the number of mistakes before the mistakes, in one text for the terminal', () => {
    expect(() => parseConfig(FIVE_MISTAKES, 'rollout.yaml')).toThrow(
      /^5 mistakes in rollout\.yaml:\nrollout\.yaml:2:22 /,
    );
    expect(() => parseConfig(written({ tag: '{}' }), 'rollout.yaml')).toThrow(/^1 mistake in rollout\.yaml:\n/);
  });

  it('throws the same from a file as from a text', () => {
    const folder = mkdtempSync(join(tmpdir(), 'config-'));
    const file = join(folder, 'mine.yaml');
    writeFileSync(file, FIVE_MISTAKES);
    try {
      expect(() => loadConfig(file)).toThrow(ConfigError);
      expect(() => loadConfig(file)).toThrow(`${file}:9:15 guardDuty.autoEnable`);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('reports a missing file as a mistake, not as a crash', () => {
    expect(() => loadConfig('examples/no-such.yaml')).toThrow(ConfigError);
    expect(() => loadConfig('examples')).toThrow('examples is a folder, not a file');
  });
});

describe('keys', () => {
  it('a misspelt required key is one mistake: the key is not reported missing as well', () => {
    expect(mistakes(written({ homeRegion: undefined, homeRegin: 'eu-west-1' }))).toEqual([
      expect.stringMatching(/^rollout\.yaml:3:1 homeRegin: unknown key, .* \(did you mean homeRegion\?\)$/),
    ]);
  });

  it('a missing key is reported with its purpose', () => {
    expect(reasons(written({ homeRegion: undefined }))).toEqual([
      expect.stringMatching(/^homeRegion: is missing: where /),
    ]);
    expect(mistakes(written({ organization: "\n  managementAccount: '111111111111'" }))).toEqual([
      expect.stringMatching(/^rollout\.yaml:1:1 organization\.delegatedAdministrator: is missing: /),
    ]);
  });

  it('for a key in the wrong place the right place is suggested', () => {
    expect(reasons(written({ findingPublishingFrequency: 'ONE_HOUR' }))).toEqual([
      expect.stringContaining('(did you mean guardDuty.findingPublishingFrequency?)'),
    ]);
  });

  it('for an additional configuration of another plan the right plan is suggested', () => {
    const plans = '{ protectionPlans: { EKS_RUNTIME_MONITORING: { additional: { EC2_AGENT_MANAGEMENT: NONE } } } }';
    expect(reasons(written({ guardDuty: plans }))).toEqual([
      'guardDuty.protectionPlans.EKS_RUNTIME_MONITORING.additional.EC2_AGENT_MANAGEMENT: unknown key, ' +
        'allowed: EKS_ADDON_MANAGEMENT (did you mean guardDuty.protectionPlans.RUNTIME_MONITORING.additional.EC2_AGENT_MANAGEMENT?)',
    ]);
  });

  it('a plan without additional configurations takes none', () => {
    const plans = '{ protectionPlans: { S3_DATA_EVENTS: { autoEnable: ALL, additional: {} } } }';
    expect(reasons(written({ guardDuty: plans }))).toEqual([
      'guardDuty.protectionPlans.S3_DATA_EVENTS.additional: unknown key, allowed: autoEnable',
    ]);
  });

  it('a repeated key is a mistake, and the rest is still checked', () => {
    expect(mistakes(`${written()}homeRegion: eu-west-2\nschedule: hourly\n`)).toEqual([
      'rollout.yaml:4:1 the key homeRegion is there twice',
      expect.stringMatching(/^rollout\.yaml:4:13 homeRegion: got "eu-west-2", is not among the governed regions/),
      expect.stringMatching(/^rollout\.yaml:5:11 schedule: got "hourly", must be like rate/),
    ]);
  });

  it('a section whose keys are all commented out takes its defaults', () => {
    const config = parseConfig(written({ guardDuty: '\n  # autoEnable: NEW', tags: '' }), 'rollout.yaml');
    expect(config.guardDuty.autoEnable).toBe('ALL');
    expect(config.tags).toEqual({});
  });

  it('an empty value is a mistake, and does not mean the default', () => {
    expect(reasons(written({ onRemoval: '' }))).toEqual(['onRemoval: got nothing, allowed: retain, disable']);
  });
});

describe('values', () => {
  it.each([
    ['012345678901', "got 012345678901, YAML reads a number here, quote it (did you mean '012345678901'?)"],
    ['0o17', 'got 0o17, YAML reads a number here, quote it, allowed: 12 digits in quotes'],
    ['1111111111111', 'got 1111111111111, YAML reads a number here, quote it, allowed: 12 digits in quotes'],
    ['1e11', 'got 1e11, YAML reads a number here, quote it, allowed: 12 digits in quotes'],
    ["'1111-1111-1111'", 'got "1111-1111-1111", an account id is 12 digits (did you mean 111111111111?)'],
    ["' 111111111111 '", 'got " 111111111111 ", an account id is 12 digits (did you mean 111111111111?)'],
    ['1111 1111 1111', 'got "1111 1111 1111", an account id is 12 digits (did you mean 111111111111?)'],
    ["'１１１１１１１１１１１１'", 'got "１１１１１１１１１１１１", an account id is 12 digits'],
    ['[a]', 'got [a], allowed: text'],
    ['', 'got nothing, allowed: text'],
  ])('an account id written as %s is refused', (account, message) => {
    const organization = `{ managementAccount: ${account}, delegatedAdministrator: '222222222222' }`;
    expect(reasons(written({ organization }))).toEqual([`organization.managementAccount: ${message}`]);
  });

  it.each([
    ['o-abc', true],
    ['O-EXAMPLEORG1', true],
    ['o-exampleorg1', false],
  ])('organization id %s: refused %s', (id, refused) => {
    const organization = `{ id: ${id}, managementAccount: '111111111111', delegatedAdministrator: '222222222222' }`;
    expect(issuesOf(written({ organization })).length > 0).toBe(refused);
  });

  it.each([
    ['{ enabled: yes }', 'detective.enabled: got "yes", allowed: true, false (did you mean true?)'],
    ['{ autoEnable: NONE }', 'detective.autoEnable: got "NONE", allowed: true, false'],
    ['on', 'detective: got "on", allowed: a mapping'],
    [
      '{ dataSourcePackages: [EKS_AUDITS] }',
      'detective.dataSourcePackages[0]: got "EKS_AUDITS", allowed: EKS_AUDIT, ASFF_SECURITYHUB_FINDING (did you mean EKS_AUDIT?)',
    ],
    ['{ regions: eu-west-1 }', 'detective.regions: got "eu-west-1", allowed: a list'],
  ])('detective: %s is refused', (detective, message) => {
    expect(reasons(written({ detective }))).toEqual([message]);
  });

  it('for a word that is similar to an allowed one, that one is suggested, in any case', () => {
    expect(reasons(written({ guardDuty: '{ autoEnable: all }' }))).toEqual([
      'guardDuty.autoEnable: got "all", allowed: ALL, NEW, NONE (did you mean ALL?)',
    ]);
    expect(reasons(written({ regions: 'defaults' }))).toEqual([
      'regions: got "defaults", allowed: all, default, a list, a mapping (did you mean default?)',
    ]);
  });

  it('a mistake within the long form of a plan is reported there', () => {
    const plans =
      '{ protectionPlans: { RUNTIME_MONITORING: { autoEnable: SOME, additional: { EKS_ADDON_MANAGEMENT: ON } } } }';
    expect(reasons(written({ guardDuty: plans }))).toEqual([
      'guardDuty.protectionPlans.RUNTIME_MONITORING.autoEnable: got "SOME", allowed: ALL, NEW, NONE',
      'guardDuty.protectionPlans.RUNTIME_MONITORING.additional.EKS_ADDON_MANAGEMENT: got "ON", allowed: ALL, NEW, NONE',
    ]);
  });

  it.each(['rate(1 hour)', 'rate(15 minutes)', 'rate(1 day)', 'cron(0 6 * * ? *)'])(
    'the schedule %s is taken',
    (schedule) => {
      expect(issuesOf(written({ schedule }))).toEqual([]);
    },
  );

  it.each(['rate(0 hours)', 'rate(1 week)', 'cron(0 6 * * *)', '1 hour', 'xrate(1 hour)', 'rate(1 hour) '])(
    'the schedule "%s" is refused',
    (schedule) => {
      expect(reasons(written({ schedule: `'${schedule}'` }))).toEqual([
        expect.stringMatching(/^schedule: got ".*", must be like rate\(1 hour\) or cron/),
      ]);
    },
  );
});

describe('YAML', () => {
  it('for an empty file a starting point is suggested', () => {
    expect(reasons('# nothing yet\n')).toEqual(['contains no settings; npm run init writes a file to start from']);
  });

  it('a syntax error is reported together with the mistakes above it, without mistakes that it may have caused', () => {
    const text = written({ guardDuty: '{ autoEnable: EVERY }', homeRegion: undefined, schedule: 'hourly: 1: 2' });
    expect(mistakes(text)).toEqual([
      expect.stringMatching(/^rollout\.yaml:3:26 guardDuty\.autoEnable: got "EVERY"/),
      'rollout.yaml:4:11 not valid YAML: Nested mappings are not allowed in compact mappings',
    ]);
  });

  it('an unknown tag, a second document and an alias without anchor are mistakes', () => {
    expect(reasons(written({ homeRegion: '!sub eu-west-1' }))).toEqual(['not valid YAML: Unresolved tag: !sub']);
    expect(reasons(`${written()}---\n${written()}`)).toEqual([
      'a second document begins; one file holds one configuration',
    ]);
    expect(reasons(written({ tags: '*shared' }))).toEqual([expect.stringMatching(/^not valid YAML: Unresolved alias/)]);
  });

  it('anchors and JSON are YAML, too', () => {
    const text = written({ regions: '&some [eu-west-1]', detective: '{ regions: *some }' });
    expect(parseConfig(text, 'f').detective.regions).toEqual(['eu-west-1']);
    const { organization } = parseConfig(written(), 'f');
    expect(issuesOf(JSON.stringify({ organization, homeRegion: 'eu-west-1', regions: ['eu-west-1'] }))).toEqual([]);
  });
});

describe('a file with any content', () => {
  const SEEDS = [
    'a: &a [*a]',
    '? [x]\n: 1',
    '__proto__: 1',
    'tags: { __proto__: x, constructor: y }',
    '%YAML 1.1\n---\nregions: 2026-01-01',
    '<<: 1',
    '1: 2',
    '~: 1',
    '- x',
    '"x',
    '\0',
    '!!set {a}',
  ];

  function onlyConfigErrors(text: string): void {
    try {
      expect(parseConfig(text, 'f').warnings).toBeDefined();
    } catch (error) {
      expect(error).toBeInstanceOf(ConfigError);
      for (const issue of (error as ConfigError).issues) expect(Math.min(issue.line, issue.column)).toBeGreaterThan(0);
    }
  }

  it.each(SEEDS)('%j is reported as mistakes', (seed) => {
    onlyConfigErrors(seed);
    expect(issuesOf(seed).length).toBeGreaterThan(0);
  });

  it('is a configuration or a list of mistakes with positions', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string(), fc.lorem()), onlyConfigErrors));
  });

  it('has each value accepted or refused with its position', () => {
    const key = fc.constantFrom(
      'organization',
      'partition',
      'homeRegion',
      'regions',
      'guardDuty',
      'detective',
      'onRemoval',
      'schedule',
      'tags',
      'x',
    );
    const entry = fc.tuple(
      key,
      fc.jsonValue({ maxDepth: 4 }).map((value) => stringify(value, { collectionStyle: 'flow' }).trim()),
    );
    const property = fc.property(fc.array(entry, { maxLength: 3 }), (entries) =>
      onlyConfigErrors(written(Object.fromEntries(entries))),
    );
    fc.assert(property, { numRuns: 300 });
  });

  it('is reported with mistakes wherever it is cut off', () => {
    for (let end = 0; end < FIVE_MISTAKES.length; end++) onlyConfigErrors(FIVE_MISTAKES.slice(0, end));
  });

  it('warnings are returned with the configuration and stop nothing', () => {
    expect(warnings(written({ regions: '[eu-west-1, me-west-1]' }))).toHaveLength(1);
  });
});
