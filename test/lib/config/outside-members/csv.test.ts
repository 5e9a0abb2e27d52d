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

  it('M20: reports lost zeros, spaces, wrong lengths and dashes with line, value and a suggestion', () => {
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

  it('reports invalid addresses and services', () => {
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
    expect(mistakes('account,email,email\n')).toEqual(['members.csv:1:1 email: the column exists twice']);
  });

  it('reports a line with more cells than columns', () => {
    expect(mistakes('account,email\n900000000001,root@a.example,more\n')).toEqual([
      'members.csv:2:1 has 3 cells, the first line names 2',
    ]);
  });

  it('has line breaks, commas and quotation marks in quoted cells, and counts lines past them', () => {
    const text =
      'account,email,regions\r\n900000000001,"root\r\n@a.example","eu-west-1\nus-east-1",\r\n\r\n90000,"""x,y""@é.example",x\n';
    expect(mistakes(text)).toEqual([
      'members.csv:2:1 has 4 cells, the first line names 3',
      'members.csv:2:14 email: got "root\\n@a.example", must be an e-mail address',
      'members.csv:6:1 account: got "90000", an account id is 12 digits',
    ]);
    const corrected = text.replace('root\r\n@', 'root@').replace('90000,', '900000000002,');
    expect(membersOf(corrected)).toEqual([
      expect.objectContaining({ email: 'root@a.example', regions: ['eu-west-1', 'us-east-1'] }),
      expect.objectContaining({ email: '"x,y"@é.example' }),
    ]);
  });

  it('counts letters, not bytes, up to a cell after quotation marks and accents', () => {
    expect(mistakes('email,account\n"""é""@a.example",1\n')).toEqual([
      'members.csv:2:19 account: got "1", an account id is 12 digits',
    ]);
  });

  it('names the position of a misplaced quotation mark, and reads on if it can', () => {
    const text =
      'account,email\n900000000001,ro"ot@a.example\n90000,root@b.example\n900000000003,"root"@c.example\n1,2\n';
    expect(mistakes(text)).toEqual([
      expect.stringMatching(/^members\.csv:2:16 a cell without quotation marks around it contains one/),
      expect.stringMatching(/^members\.csv:4:19 text follows the closing quotation mark/),
      'members.csv:3:1 account: got "90000", an account id is 12 digits',
    ]);
    expect(mistakes('account,email\n\n900000000001,"root@a.example\n900000000002,root@b.example\n')).toEqual([
      expect.stringMatching(/^members\.csv:3:1 the row has a quotation mark that is never closed/),
    ]);
  });

  it('separated by semicolons or tabs is one mistake, not one in each cell', () => {
    expect(mistakes('account;email\n900000000001;root@a.example\n')).toEqual([
      'members.csv:1:1 has its cells separated by semicolons; save it with commas',
    ]);
    expect(mistakes('account\temail\n900000000001\troot@a.example\n')).toEqual([
      'members.csv:1:1 has its cells separated by tabs; save it with commas',
    ]);
  });

  it('is read back as it was written, whatever is in the addresses', () => {
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

  function load(csv: string | Buffer | undefined, list = '[]') {
    const file = join(folder, 'rollout.yaml');
    writeFileSync(
      file,
      written({ outsideMembers: `{ file: members.csv, externalId: agreed-4711, accounts: ${list} }` }),
    );
    if (csv !== undefined) writeFileSync(join(folder, 'members.csv'), csv);
    return loadConfig(file);
  }

  function issuesOf(csv: string | Buffer | undefined, list?: string): string[] {
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

  it('has accounts of the list, repeated accounts and ungoverned regions reported with line and value', () => {
    const csv = `account,email,regions
900000000001,root@a.example,
900000000002,root@b.example,eu-west-1
900000000002,root@b.example,eu-north-1
222222222222,root@c.example,
`;
    expect(issuesOf(csv, "[{ account: '900000000001', email: root@a.example }]")).toEqual([
      'members.csv:2:1 account: got "900000000001", is listed twice, first at outsideMembers.accounts[0]',
      'members.csv:4:1 account: got "900000000002", is listed twice, first in line 3',
      'members.csv:4:29 regions: got "eu-north-1", is not among the governed regions',
      'members.csv:5:1 account: got "222222222222", is the organization\'s own: it is covered without an invitation',
    ]);
  });

  it('that is not UTF-8 is one mistake, at the first lost letter', () => {
    const latin1 = Buffer.from('account,email\n900000000001,rené@a.example\n900000000002,é@b.example\n', 'latin1');
    expect(issuesOf(latin1)).toEqual(['members.csv:2:17 is not UTF-8 from here on; save it as "CSV UTF-8"']);
    expect(issuesOf(Buffer.from('\uFEFFaccount,email\n', 'utf16le'))).toEqual([
      'members.csv:1:1 is not UTF-8 from here on; save it as "CSV UTF-8"',
    ]);
  });

  it('of 10,000 accounts is read within moments, and its size is the first mistake', () => {
    const rows = Array.from({ length: 10_000 }, (_, at) => `${900_000_000_000 + at},aws+${at}@partner.example`);
    const before = performance.now();
    const issues = issuesOf(['account,email', ...rows, '90000,root@a.example', rows[4]].join('\n'));
    expect(performance.now() - before).toBeLessThan(10_000);
    expect(issues).toEqual([
      expect.stringMatching(/^members\.csv:1:1 got 410 KiB, is more than a controller can receive, 96 KiB/),
      'members.csv:10002:1 account: got "90000", an account id is 12 digits',
      'members.csv:10003:1 account: got "900000000004", is listed twice, first in line 6',
    ]);
  });

  it('that is missing is a mistake', () => {
    expect(issuesOf(undefined)).toEqual(['members.csv:1:1 there is no file members.csv']);
  });
});
