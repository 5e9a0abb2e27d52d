import { reasons, warnings, written } from '../written';

const of = (overrides: string, more: Readonly<Record<string, string>> = {}) => written({ overrides, ...more });
const plans = (text: string) => `guardDuty: { protectionPlans: { ${text} } }`;
const one = (match: string, settings = 'exclude: true') => of(`[{ match: ${match}, ${settings} }]`);

describe('an override', () => {
  it('may select units, accounts and regions, by id and by name', () => {
    const text = one(
      "{ ous: [Workloads/Prod, ou-ab12-0000abcd], accounts: ['333333333333', shop], regions: [us-east-1] }",
    );
    expect(reasons(text)).toEqual([]);
    expect(warnings(text)).toEqual([]);
  });

  it.each([
    ['{}', 'matches every account everywhere; set that in guardDuty and detective, allowed: ous, accounts, regions'],
    [
      '{ ous: [] }',
      'matches every account everywhere; set that in guardDuty and detective, allowed: ous, accounts, regions',
    ],
  ])('fails when it selects nothing in particular: %s', (match, message) => {
    expect(reasons(one(match))).toEqual([`overrides[0].match: got ${match}, ${message}`]);
  });

  it('fails when it has no setting', () => {
    const text = of('[{ match: { ous: [Sandbox] }, guardDuty: { protectionPlans: {} } }]');
    expect(reasons(text)).toEqual([expect.stringContaining('changes nothing, allowed: exclude, guardDuty, detective')]);
  });

  it('fails with a suggestion when it has an unknown key', () => {
    expect(reasons(of('[{ match: { ou: [Sandbox] }, exclude: true }]'))).toEqual([
      'overrides[0].match.ou: unknown key, allowed: ous, accounts, regions (did you mean ous?)',
    ]);
  });

  it.each([
    ['/Workloads', 'must be a path of names with one / between two of them, and none at its ends'],
    ['Workloads//Prod', 'must be a path of names with one / between two of them, and none at its ends'],
    ['Root', 'is the root: an override without ous matches every account'],
    ['r-ab12', 'is the root: an override without ous matches every account'],
    ['ou-ab12-123', 'looks like the id of a unit but is not one'],
  ])('fails when a unit is written as %s', (ou, message) => {
    expect(reasons(one(`{ ous: [${ou}] }`))).toEqual([`overrides[0].match.ous[0]: got "${ou}", ${message}`]);
  });

  it.each(['33333333333', '3333333333333'])('M20 fails when an account id does not have 12 digits: %s', (id) => {
    expect(reasons(one(`{ accounts: ['${id}'] }`))).toEqual([
      `overrides[0].match.accounts[0]: got "${id}", is neither an account id, which has 12 digits, nor a name`,
    ]);
  });

  it('M20 fails when an account id is not quoted', () => {
    expect(reasons(one('{ accounts: [012345678901] }'))).toEqual([
      expect.stringContaining('YAML reads a number here, quote it'),
    ]);
  });

  it.each(['exclude: true', 'guardDuty: { autoEnable: NONE }', 'detective: { enabled: false }'])(
    'fails when it excludes the administrator: %s',
    (settings) => {
      expect(reasons(one("{ accounts: ['222222222222'] }", settings))).toEqual([
        expect.stringContaining('is the delegated administrator, which cannot be excluded'),
      ]);
    },
  );

  it('R4 fails when a region does not exist, and warns when it is not governed', () => {
    expect(reasons(one('{ regions: [us-esat-1] }'))).toEqual([
      expect.stringContaining('overrides[0].match.regions[0]: got "us-esat-1", is not a region of partition aws'),
    ]);
    expect(warnings(one('{ regions: [sa-east-1] }'))).toEqual([expect.stringContaining('is not a governed region')]);
  });

  it('fails when it names a region twice', () => {
    expect(reasons(one('{ regions: [us-east-1, us-east-1] }'))).toEqual([expect.stringContaining('is named twice')]);
  });
});

describe('a plan of an override', () => {
  it('fails as NEW if the organization has NONE', () => {
    const text = one('{ ous: [Sandbox] }', plans('AI_PROTECTION: NEW'));
    expect(reasons(text)).toEqual([
      expect.stringContaining('does nothing: AI_PROTECTION is NONE for the organization'),
    ]);
    expect(reasons(one('{ ous: [Sandbox] }', plans('S3_DATA_EVENTS: NEW')))).toEqual([]);
  });

  it('R8 fails together with the other runtime monitoring of the organization', () => {
    const text = of(`[{ match: { ous: [Prod] }, ${plans('RUNTIME_MONITORING: ALL')} }]`, {
      guardDuty: '{ protectionPlans: { EKS_RUNTIME_MONITORING: ALL } }',
    });
    expect(reasons(text)).toEqual([expect.stringContaining('one of them must be NONE here')]);
  });

  it('R8 may replace the legacy runtime monitoring of the organization', () => {
    const both = 'RUNTIME_MONITORING: ALL, EKS_RUNTIME_MONITORING: NONE';
    const guardDuty = '{ protectionPlans: { EKS_RUNTIME_MONITORING: ALL } }';
    expect(reasons(of(`[{ match: { ous: [Prod] }, ${plans(both)} }]`, { guardDuty }))).toEqual([]);
  });

  it('R12 fails with an agent while it is off, and has only agents that are named', () => {
    const agent = 'RUNTIME_MONITORING: { autoEnable: NONE, additional: { EC2_AGENT_MANAGEMENT: ALL } }';
    expect(reasons(one('{ ous: [Prod] }', plans(agent)))).toEqual([
      expect.stringContaining('does nothing while RUNTIME_MONITORING is NONE, allowed: NONE'),
    ]);
  });

  it('fails without autoEnable', () => {
    const agent = 'RUNTIME_MONITORING: { additional: { EC2_AGENT_MANAGEMENT: ALL } }';
    expect(reasons(one('{ ous: [Prod] }', plans(agent)))).toEqual([expect.stringContaining('autoEnable: is missing')]);
  });
});

describe('two overrides', () => {
  const both = (first: string, second: string) =>
    warnings(of(`[{ match: { ous: [Sandbox] }, ${first} }, { match: { ous: [Sandbox] }, ${second} }]`));

  it('that contradict each other about the same unit cause a warning', () => {
    expect(both('exclude: true', 'exclude: false')).toEqual([
      expect.stringContaining(
        'contradicts overrides[0], which selects the same accounts; this one applies, since it comes later',
      ),
    ]);
  });

  it('about the same unit with different settings, or with equal ones, cause no warning', () => {
    expect(both(plans('S3_DATA_EVENTS: NONE'), plans('EKS_AUDIT_LOGS: NONE'))).toEqual([]);
    expect(both('exclude: true', 'exclude: true')).toEqual([]);
  });

  it('cause no warning if one of them is for single regions, because that one comes first', () => {
    const text = of(
      '[{ match: { ous: [Sandbox] }, exclude: true }, { match: { ous: [Sandbox], regions: [us-east-1] }, exclude: false }]',
    );
    expect(warnings(text)).toEqual([]);
  });
});

it('more overrides than a controller can receive are a mistake', () => {
  const ids = Array.from({ length: 8000 }, (_, at) => `'${String(300000000000 + at)}'`).join(', ');
  expect(reasons(one(`{ accounts: [${ids}] }`))).toEqual([
    expect.stringContaining('is more than a controller can receive'),
  ]);
});

describe('the priority of Detective', () => {
  const priority = (text: string) => written({ detective: `{ priority: ${text} }` });

  it('names units and accounts', () => {
    expect(reasons(priority("[{ ous: [Prod] }, { accounts: ['333333333333'] }]"))).toEqual([]);
  });

  it('fails with an entry that names no account, and with invalid names', () => {
    expect(reasons(priority('[{}]'))).toEqual([expect.stringContaining('names no account, allowed: ous, accounts')]);
    expect(reasons(priority("[{ accounts: ['3333'] }]"))).toEqual([expect.stringContaining('neither an account id')]);
  });
});
