import { loadOrganization, OrganizationFileError, parseOrganization } from '../../src/organization/load';

const HEAD = "organization: { id: o-exampleorg1, managementAccount: '111111111111' }";
const MANAGEMENT = "- { id: '111111111111' }";

function mistakesOf(text: string): readonly string[] {
  try {
    parseOrganization(text, 'org.yaml');
    return [];
  } catch (error) {
    if (error instanceof OrganizationFileError) return error.message.split('\n');
    throw error;
  }
}

function file(...lines: string[]): string {
  return [HEAD, 'accounts:', `  ${MANAGEMENT}`, ...lines].join('\n');
}

describe('the organization file', () => {
  test('an account without a name has its id as its name, and all else has its default', () => {
    const organization = parseOrganization(file("  - { id: '333333333333', name: shop }"), 'org.yaml');
    expect(organization.accounts).toEqual([
      expect.objectContaining({ name: '111111111111', email: '111111111111@example.com', ou: '', state: 'ACTIVE' }),
      expect.objectContaining({ name: 'shop', email: '333333333333@example.com', optedInRegions: [], tags: {} }),
    ]);
    expect(organization.settings).toEqual({
      latencyMs: 0,
      callsPerSecond: 0,
      delays: true,
      clockRate: 1,
      endpoints: {},
    });
  });

  test('accounts that other parts name exist without an entry', () => {
    const text = [
      "organization: { id: o-exampleorg1, managementAccount: '111111111111', delegatedAdministrators: { guardduty.amazonaws.com: '222222222222' } }",
      "accounts: [{ id: '333333333333', name: shop }]",
      "guardduty: [{ account: '333333333333', region: eu-west-1, administrator: '888888888888' }]",
      "detective: [{ account: '222222222222', region: eu-west-1, members: ['333333333333'] }]",
    ].join('\n');
    const organization = parseOrganization(text, 'org.yaml');
    expect(organization.accounts.map(({ id, ou }) => [id, ou])).toEqual([
      ['333333333333', ''],
      ['111111111111', ''],
      ['222222222222', ''],
    ]);
    expect(organization.outsideAccounts).toEqual([
      expect.objectContaining({ id: '888888888888', name: '888888888888' }),
    ]);
  });

  test('fails with all mistakes, each with its place', () => {
    const text = [
      'organization: { id: o-exampleorg1, managementAccount: 111111111111, trustedServces: [] }',
      'accounts:',
      "  - { id: '333333333333', stat: ACTIVE }",
      "  - { id: '333333333333' }",
      "  - { id: '33333333333', state: GONE }",
      'guardduty:',
      "  - { account: '333333333334', region: eu-wst-1, status: ON }",
    ].join('\n');
    expect(mistakesOf(text)).toEqual([
      'org.yaml:1:36 organization.managementAccount: Invalid input: expected string, received number, got 111111111111; put it in quotes',
      'org.yaml:1:69 organization.trustedServces: unknown key; did you mean trustedServices?',
      'org.yaml:3:27 accounts[0].stat: unknown key; did you mean state?',
      'org.yaml:4:7 accounts[1].id: account 333333333333 is listed twice',
      'org.yaml:5:7 accounts[2].id: an account id is a string of 12 digits, got "33333333333"',
      'org.yaml:5:26 accounts[2].state: Invalid option: expected one of "ACTIVE"|"SUSPENDED"|"PENDING_CLOSURE", got "GONE"',
      'org.yaml:7:7 guardduty[0].account: account 333333333334 is neither among the accounts nor among the outside accounts',
      'org.yaml:7:32 guardduty[0].region: there is no region eu-wst-1 in the partition aws; did you mean eu-west-1?',
      'org.yaml:7:50 guardduty[0].status: Invalid option: expected one of "ENABLED"|"DISABLED", got "ON"',
    ]);
  });

  test.each([
    [
      'the management account or a delegated administrator is outside',
      [
        "organization: { id: o-exampleorg1, managementAccount: '111111111111', delegatedAdministrators: { a.amazonaws.com: '333333333333' } }",
        "accounts: [{ id: '444444444444' }]",
        "outsideAccounts: [{ id: '111111111111' }, { id: '333333333333' }]",
      ].join('\n'),
      [
        '1:36 organization.managementAccount: the management account 111111111111 is among the outside accounts',
        '1:98 organization.delegatedAdministrators.a.amazonaws.com: the delegated administrator 333333333333 is among the outside accounts',
      ],
    ],
    [
      'the management account is suspended',
      [HEAD, "accounts: [{ id: '111111111111', state: SUSPENDED }]"].join('\n'),
      ['1:36 organization.managementAccount: the management account 111111111111 is SUSPENDED'],
    ],
    [
      'a delegated administrator is the management account',
      [
        "organization: { id: o-exampleorg1, managementAccount: '111111111111', delegatedAdministrators: { a.amazonaws.com: '333333333333', b.amazonaws.com: '111111111111' } }",
        `accounts: [{ id: '111111111111' }]`,
      ].join('\n'),
      [
        '1:131 organization.delegatedAdministrators.b.amazonaws.com: the management account 111111111111 cannot be a delegated administrator',
      ],
    ],
    [
      'accounts share an e-mail address',
      file("  - { id: '333333333333', email: a@b.cc }", "  - { id: '444444444444', email: a@b.cc }"),
      ['5:27 accounts[2].email: another account already has the e-mail address a@b.cc'],
    ],
    [
      'an opt-in region is enabled by default or unknown',
      file("  - { id: '333333333333', optedInRegions: [eu-west-1, mars-1] }"),
      [
        '4:44 accounts[1].optedInRegions[0]: eu-west-1 is not an opt-in region: every account has it',
        '4:55 accounts[1].optedInRegions[1]: there is no region mars-1 in the partition aws',
      ],
    ],
    [
      'a detector is in an impossible place, listed twice, or its own administrator',
      file(
        'guardduty:',
        "  - { account: '111111111111', region: af-south-1 }",
        "  - { account: '111111111111', region: eu-west-1, administrator: '111111111111' }",
        "  - { account: '111111111111', region: eu-west-1 }",
      ),
      [
        '5:32 guardduty[0].region: account 111111111111 has not enabled the opt-in region af-south-1',
        '6:51 guardduty[1].administrator: account 111111111111 cannot be its own administrator',
        '7:5 guardduty[2]: account 111111111111 already has a detector in eu-west-1',
      ],
    ],
    [
      'a graph is where Detective is not offered, or has unknown members',
      file('detective:', "  - { account: '111111111111', region: ap-northeast-3, members: ['333333333333'] }"),
      [
        '5:32 detective[0].region: detective is not offered in ap-northeast-3',
        '5:66 detective[0].members[0]: account 333333333333 is neither among the accounts nor among the outside accounts',
      ],
    ],
    ['it is empty', '', ['1:1 organization: is missing', '1:1 accounts: is missing']],
    [
      'there are no accounts',
      [HEAD, 'accounts: []'].join('\n'),
      ['2:1 accounts: Too small: expected array to have >=1 items, got []'],
    ],
  ])('fails when %s', (_, text, mistakes) => {
    expect(mistakesOf(text)).toEqual(mistakes.map((mistake) => `org.yaml:${mistake}`));
  });

  test('fails if it is not YAML, with the place', () => {
    expect(mistakesOf('a: [1\nb: 2\na: 3')[0]).toMatch(/^org\.yaml:\d+:\d+ YAML: /);
  });

  test('fails if the file does not exist', () => {
    expect(() => loadOrganization('/nowhere/org.yaml')).toThrow(/^\/nowhere\/org\.yaml:1:1 file: .*ENOENT/);
  });
});
