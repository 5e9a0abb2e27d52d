import { mistakes, reasons, written } from '../written';

const withMembers = (accounts: string, more = 'externalId: agreed-4711') =>
  written({ outsideMembers: `{ ${more}, accounts: ${accounts} }` });

const PARTNER = "{ account: '900000000001', email: root@partner.example }";

describe('accounts outside the organization', () => {
  it('need only their ids and addresses', () => {
    expect(reasons(withMembers(`[${PARTNER}]`))).toEqual([]);
  });

  it('M20: have ids of 12 digits in quotes: a number has lost its leading zeros, and other lengths are refused', () => {
    expect(
      mistakes(
        written({
          outsideMembers: `
  externalId: agreed-4711
  accounts:
    - { account: 012345678901, email: a@partner.example }
    - { account: '12345', email: b@partner.example }
    - { account: '900000000001 ', email: c@partner.example }
    - { account: '9000000000012', email: d@partner.example }`,
        }),
      ),
    ).toEqual([
      "rollout.yaml:7:18 outsideMembers.accounts[0].account: got 012345678901, YAML reads a number here, quote it (did you mean '012345678901'?)",
      'rollout.yaml:8:18 outsideMembers.accounts[1].account: got "12345", an account id is 12 digits',
      'rollout.yaml:9:18 outsideMembers.accounts[2].account: got "900000000001 ", an account id is 12 digits (did you mean 900000000001?)',
      'rollout.yaml:10:18 outsideMembers.accounts[3].account: got "9000000000012", an account id is 12 digits',
    ]);
  });

  it('are listed once each', () => {
    expect(reasons(withMembers(`[${PARTNER}, ${PARTNER}]`))).toEqual([
      'outsideMembers.accounts[1].account: got "900000000001", is listed twice, first at outsideMembers.accounts[0]',
    ]);
  });

  it('are not the organization’s own', () => {
    expect(reasons(withMembers("[{ account: '222222222222', email: a@b.example }]"))).toEqual([
      'outsideMembers.accounts[0].account: got "222222222222", is the organization\'s own: it is covered without an invitation',
    ]);
  });

  it('are covered in governed regions', () => {
    const elsewhere = "{ account: '900000000001', email: a@b.example, regions: [eu-west-1, eu-north-1] }";
    expect(reasons(withMembers(`[${elsewhere}]`))).toEqual([
      'outsideMembers.accounts[0].regions[1]: got "eu-north-1", is not among the governed regions',
    ]);
  });

  it('have at least one service and one region', () => {
    const nothing = "{ account: '900000000001', email: a@b.example, regions: [], services: [] }";
    expect(reasons(withMembers(`[${nothing}]`))).toEqual([
      'outsideMembers.accounts[0].regions: got [], names no region; leave the account out',
      'outsideMembers.accounts[0].services: got [], names no service; leave the account out',
    ]);
  });

  it('have an external id, one for all or one for each', () => {
    expect(reasons(withMembers(`[${PARTNER}]`, 'ownPlans: false'))).toEqual([
      'outsideMembers.accounts[0].externalId: is missing here and at outsideMembers: agree on one with the owner of the account',
    ]);
    const own = "{ account: '900000000001', email: a@b.example, externalId: of-its-own }";
    expect(reasons(withMembers(`[${own}]`, 'ownPlans: false'))).toEqual([]);
  });

  it('belong to a described organization, if they name one', () => {
    const other = "{ account: '900000000001', email: a@b.example, managementAccount: '700000000007' }";
    expect(reasons(withMembers(`[${other}]`))).toEqual([
      'outsideMembers.accounts[0].managementAccount: got "700000000007", is not among outsideMembers.organizations',
    ]);
    const described = "externalId: agreed-4711, organizations: [{ managementAccount: '700000000007', unit: r-ab12 }]";
    expect(reasons(withMembers(`[${other}]`, described))).toEqual([]);
  });

  it('are either covered or left alone', () => {
    expect(reasons(withMembers(`[${PARTNER}]`, "externalId: agreed-4711, unmanaged: ['900000000001']"))).toEqual([
      'outsideMembers.unmanaged[0]: got "900000000001", is among outsideMembers.accounts too: it is either covered or left alone',
    ]);
  });

  it('are at most as many as a controller can receive', () => {
    const many = Array.from({ length: 3000 }, (_, at) => {
      const id = 910000000000 + at;
      return `{ account: '${id}', email: aws+${id}@partner.example }`;
    });
    expect(reasons(withMembers(`[${many.join(', ')}]`))).toEqual([
      expect.stringMatching(/^outsideMembers\.accounts: got \d+ KiB, is more than a controller can receive/),
    ]);
  });
});
