import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { ConfigError, describe as describeIssue, loadConfig } from '../../../../lib/config';
import { parseMembers } from '../../../../lib/config/outside-members/csv';
import { written } from '../written';

/** Every mistake in the text of a CSV, a line each. */
const mistakes = (text: string) => parseMembers(text, 'members.csv').issues.map(describeIssue);
const membersOf = (text: string) => parseMembers(text, 'members.csv').rows.map(({ member }) => member);

describe('a CSV of accounts', () => {
  it('is read by its column names, in whatever order they come', () => {
    expect(
      membersOf(
        'email,account,regions,services,externalId\nroot@a.example,900000000001,eu-west-1 us-east-1,guardduty,agreed\n',
      ),
    ).toEqual([
      {
        account: '900000000001',
        email: 'root@a.example',
        regions: ['eu-west-1', 'us-east-1'],
        services: ['guardduty'],
        externalId: 'agreed',
      },
    ]);
  });

  it('takes what spreadsheets write: a byte order mark, carriage returns, quotes, empty lines and cells', () => {
    const text = '\uFEFFaccount,email,role\r\n"900000000001","root@a.example",\r\n\r\n900000000002,root@b.example\r\n';
    expect(mistakes(text)).toEqual([]);
    expect(membersOf(text)).toEqual([
      { account: '900000000001', email: 'root@a.example', services: ['guardduty', 'detective'] },
      { account: '900000000002', email: 'root@b.example', services: ['guardduty', 'detective'] },
    ]);
  });

  it('M20: tells lost zeros, spaces, wrong lengths and dashes with line and value, and what was probably meant', () => {
    const text = `account,email
12345678901,root@a.example
 900000000002,root@b.example
900000000003 ,root@c.example
9000-0000-0004,root@d.example
90000,root@e.example
9000000000061,root@f.example
,root@g.example
`;
    expect(mistakes(text)).toEqual([
      'members.csv:2:1 account: got "12345678901", an account id is 12 digits (did you mean 012345678901?)',
      'members.csv:3:1 account: got " 900000000002", an account id is 12 digits (did you mean 900000000002?)',
      'members.csv:4:1 account: got "900000000003 ", an account id is 12 digits (did you mean 900000000003?)',
      'members.csv:5:1 account: got "9000-0000-0004", an account id is 12 digits (did you mean 900000000004?)',
      'members.csv:6:1 account: got "90000", an account id is 12 digits',
      'members.csv:7:1 account: got "9000000000061", an account id is 12 digits',
      'members.csv:8:1 account: is missing',
    ]);
  });

  it('tells addresses and services that are none', () => {
    expect(mistakes('account,email,services\n900000000001,root,guardduty;macie\n')).toEqual([
      'members.csv:2:14 email: got "root", must be an e-mail address',
      'members.csv:2:19 services: got "guardduty;macie", allowed: guardduty, detective',
    ]);
  });

  it('needs a first line that names the columns', () => {
    expect(mistakes('900000000001,root@a.example\n')).toEqual([
      expect.stringContaining('900000000001: unknown column, allowed: account, email'),
      expect.stringContaining('root@a.example: unknown column'),
      'members.csv:1:1 account: the column is missing; the first line names the columns',
      'members.csv:1:1 email: the column is missing; the first line names the columns',
    ]);
    expect(mistakes('account,email,email\n')).toEqual(['members.csv:1:1 email: the column is there twice']);
  });

  it('tells a line with more cells than columns', () => {
    expect(mistakes('account,email\n900000000001,root@a.example,more\n')).toEqual([
      'members.csv:2:1 has 3 cells, the first line names 2',
    ]);
  });

  it('reads back what was written, whatever is in the addresses', () => {
    const address = fc.string({ minLength: 1, maxLength: 20 }).filter((text) => /^[^\s@]+$/.test(text));
    fc.assert(
      fc.property(fc.array(address, { maxLength: 5 }), (names) => {
        const emails = names.map((name) => `${name}@a.example`);
        const rows = emails.map((email, at) => `${900000000000 + at},"${email.replaceAll('"', '""')}"`);
        const text = ['account,email', ...rows].join('\n');
        expect(membersOf(text).map(({ email }) => email)).toEqual(emails);
      }),
    );
  });
});

describe('a CSV beside the configuration', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'muster-csv-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function load(csv: string | undefined, list = '[]') {
    const file = join(folder, 'rollout.yaml');
    writeFileSync(
      file,
      written({ outsideMembers: `{ file: members.csv, externalId: agreed-4711, accounts: ${list} }` }),
    );
    if (csv !== undefined) writeFileSync(join(folder, 'members.csv'), csv);
    return loadConfig(file);
  }

  function issuesOf(csv: string | undefined, list?: string): string[] {
    try {
      load(csv, list);
      return [];
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      return error.issues.map((issue) => describeIssue(issue).replaceAll(`${folder}/`, ''));
    }
  }

  it('adds its accounts to those of the list', () => {
    const config = load(
      'account,email\n900000000002,root@b.example\n',
      "[{ account: '900000000001', email: root@a.example }]",
    );
    expect(config.outsideMembers?.accounts.map(({ account }) => account)).toEqual(['900000000001', '900000000002']);
  });

  it('has what the list has, what it has twice, and regions that are not governed told with line and value', () => {
    const csv = `account,email,regions
900000000001,root@a.example,
900000000002,root@b.example,eu-west-1
900000000002,root@b.example,eu-north-1
222222222222,root@c.example,
`;
    expect(issuesOf(csv, "[{ account: '900000000001', email: root@a.example }]")).toEqual([
      'members.csv:2:1 account: got "900000000001", account 900000000001 is listed twice',
      'members.csv:4:1 account: got "900000000002", account 900000000002 is listed twice',
      'members.csv:4:29 regions: got "eu-north-1", is not among the governed regions',
      'members.csv:5:1 account: got "222222222222", is the organization\'s own: it is covered without an invitation',
    ]);
  });

  it('that is missing is a mistake', () => {
    expect(issuesOf(undefined)).toEqual([expect.stringMatching(/^members\.csv:1:1 cannot be read: ENOENT/)]);
  });
});
