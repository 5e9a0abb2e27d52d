import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError, describe as described, loadConfig } from '../../../../lib/config';
import { written } from '../written';

describe('lists and suppression rules', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'muster-lists-'));
    mkdirSync(join(folder, 'lists'));
    writeFileSync(join(folder, 'lists', 'office.txt'), '203.0.113.7\n');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const load = (guardDuty: string, more: Parameters<typeof written>[0] = {}) => {
    const file = join(folder, 'rollout.yaml');
    writeFileSync(file, written({ ...more, guardDuty }));
    return loadConfig(file);
  };
  const lines = (issues: readonly Parameters<typeof described>[0][]) =>
    issues.map((issue) => described(issue).replace(/^\S+ /, '').replaceAll(folder, ''));
  const reasons = (guardDuty: string, more: Parameters<typeof written>[0] = {}): string[] => {
    try {
      load(guardDuty, more);
      return [];
    } catch (error) {
      if (error instanceof ConfigError) return lines(error.issues);
      throw error;
    }
  };
  const warnings = (...of: Parameters<typeof load>) => lines(load(...of).warnings);
  const list = (name: string, more = '') => `{ name: ${name}, file: lists/office.txt${more} }`;

  it('are read relative to the configuration, whatever the working directory', () => {
    const { guardDuty } = load(`{ trustedIpLists: [${list('office')}] }`);
    expect(guardDuty.trustedIpLists).toEqual([
      { name: 'office', file: join(folder, 'lists', 'office.txt'), format: 'TXT' },
    ]);
  });

  it('have distinct names in each region', () => {
    const elsewhere = list('feed', ', regions: [eu-west-1]');
    const there = list('feed', ', regions: [us-east-1]');
    expect(reasons(`{ threatIpLists: [${elsewhere}, ${there}] }`)).toEqual([]);
    expect(reasons(`{ threatIpLists: [${elsewhere}, ${list('feed')}] }`)).toEqual([
      'guardDuty.threatIpLists[1].name: got "feed", another threat IP list has the same name in the same region',
    ]);
  });

  it('are at most as many as GuardDuty accepts: one trusted and six threat lists of each kind, and a hundred rules', () => {
    const threats = 'abcdefg'.split('').map((name) => list(name));
    const rules = Array.from({ length: 101 }, (_, at) => `{ name: rule-${at}, criteria: { type: x } }`);
    expect(
      reasons(`
  trustedIpLists: [${list('a', ', regions: [us-east-1]')}, ${list('b')}]
  trustedEntityLists: [${list('a')}, ${list('b', ', regions: [eu-west-1]')}]
  threatIpLists: [${threats.join(', ')}]
  threatEntityLists: [${threats.slice(1).join(', ')}]
  suppressionRules: [${rules.join(', ')}]`),
    ).toEqual([
      'guardDuty.trustedIpLists[1]: got b, is one too many in us-east-1: GuardDuty accepts one trusted IP list in a region',
      'guardDuty.trustedEntityLists[1]: got b, is one too many in eu-west-1: GuardDuty accepts one trusted entity list in a region',
      'guardDuty.threatIpLists[6]: got g, is one too many in eu-west-1, us-east-1: GuardDuty accepts 6 threat IP lists in a region',
      'guardDuty.suppressionRules[100]: got rule-100, is one too many in eu-west-1, us-east-1: GuardDuty accepts 100 suppression rules in a region',
    ]);
  });

  it('are for governed regions', () => {
    const regions = ', regions: [eu-west-1, eu-north-1, us-est-1, eu-west-1]';
    expect(reasons(`{ threatIpLists: [${list('feed', regions)}, ${list('other', ', regions: []')}] }`)).toEqual([
      'guardDuty.threatIpLists[0].regions[1]: got "eu-north-1", is not among the governed regions',
      'guardDuty.threatIpLists[0].regions[2]: got "us-est-1", is not a region of partition aws (did you mean us-east-1?)',
      'guardDuty.threatIpLists[0].regions[3]: got "eu-west-1", is named twice',
      'guardDuty.threatIpLists[1].regions: got [], names no region',
    ]);
  });

  it('of entities are not offered outside the partition aws', () => {
    const china = {
      partition: 'aws-cn',
      homeRegion: 'cn-north-1',
      regions: '[cn-north-1]',
      detective: '{ enabled: false }',
    };
    expect(reasons(`{ threatIpLists: [${list('a')}], threatEntityLists: [${list('b')}] }`, china)).toEqual([
      `guardDuty.threatEntityLists: got [${list('b')}], CloudFormation does not support entity lists in partition aws-cn; use IP lists`,
    ]);
  });

  it('of addresses may be too many for GuardDuty’s own role', () => {
    const everywhere = { regions: 'all' };
    const few = `{ threatIpLists: [${list('a')}] }`;
    expect(warnings(few, everywhere).filter((line) => line.includes('role'))).toEqual([]);
    expect(warnings(`{ threatIpLists: [${list('a')}, ${list('b')}] }`, everywhere)).toContainEqual(
      expect.stringMatching(
        /^guardDuty.threatIpLists: got \d+ IP lists over all regions, the role with which GuardDuty reads/,
      ),
    );
  });

  it('are left out in mode observe', () => {
    const rules = '{ suppressionRules: [{ name: scanner, criteria: { type: x } }] }';
    expect(warnings(rules)).toEqual([]);
    expect(warnings(rules, { mode: 'observe' })).toEqual([
      expect.stringMatching(/^mode: got "observe", changes nothing/),
      'guardDuty.suppressionRules: got 1, is not deployed while mode is observe; rules and lists of an earlier deployment are removed',
    ]);
  });

  it('have missing files and mistakes in files reported together with all other mistakes', () => {
    writeFileSync(join(folder, 'lists', 'wrong.txt'), '203.0.113.0/33\n  example.com # a partner\n');
    expect(
      reasons(`
  aiAnalyst: perhaps
  trustedIpLists: [{ name: office, file: lists/missing.txt }]
  threatIpLists: [{ name: feed, file: lists/wrong.txt }]`),
    ).toEqual([
      'guardDuty.aiAnalyst: got "perhaps", allowed: true, false',
      'guardDuty.trustedIpLists[0].file: got "lists/missing.txt", there is no file /lists/missing.txt',
      'got "203.0.113.0/33", is not an address or range; write one entry in each line',
      'got "example.com", is a domain, which only entity lists accept',
    ]);
  });

  it('are read from files in UTF-8 only', () => {
    writeFileSync(join(folder, 'lists', 'latin1.txt'), Buffer.from('203.0.113.7 # Orléans\n', 'latin1'));
    expect(reasons('{ threatIpLists: [{ name: feed, file: lists/latin1.txt }] }')).toEqual([
      'guardDuty.threatIpLists[0].file: got "lists/latin1.txt", /lists/latin1.txt is not text in UTF-8: save it in that encoding',
    ]);
  });

  it('have mistakes in a file reported with line and column', () => {
    writeFileSync(join(folder, 'lists', 'wrong.txt'), '# ours\n\n  example.com # a partner\n');
    expect(() => load('{ threatIpLists: [{ name: feed, file: lists/wrong.txt }] }')).toThrow(
      `${join(folder, 'lists', 'wrong.txt')}:3:3 got "example.com"`,
    );
  });

  it('have a warning for entries without effect', () => {
    writeFileSync(join(folder, 'lists', 'inside.txt'), '203.0.113.7\n10.0.0.0/8\n');
    expect(warnings('{ trustedIpLists: [{ name: office, file: lists/inside.txt }] }')).toEqual([
      'got "10.0.0.0/8", has no effect: lists apply only to publicly routable addresses',
    ]);
  });

  it('K5: may not trust more addresses together than a /8, however many ranges and lists they are in, unless acknowledged', () => {
    writeFileSync(join(folder, 'lists', 'wide.txt'), '16.0.0.0/9\n17.0.0.0/9\n');
    writeFileSync(join(folder, 'lists', 'inner.txt'), '10.0.0.0/8\n203.0.113.7\n');
    const wide = (key: string) => `${key}: [{ name: ${key}, file: lists/wide.txt }]`;
    const inner = 'trustedEntityLists: [{ name: inner, file: lists/inner.txt }]';
    expect(reasons(`{ ${wide('trustedIpLists')} }`)).toEqual([]);
    expect(reasons(`{ ${wide('trustedIpLists')}, ${wide('threatIpLists')} }`)).toEqual([]);
    const both = `{ ${wide('trustedIpLists')}, ${inner} }`;
    expect(reasons(both)).toEqual([
      expect.stringMatching(
        /^guardDuty\.trustedEntityLists: .*16777217 addresses together.*add trust-many to acknowledged$/,
      ),
    ]);
    expect(warnings(both, { acknowledged: '[trust-many]' })).toContainEqual(
      expect.stringContaining('16777217 addresses together'),
    );
  });
});
