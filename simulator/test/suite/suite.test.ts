import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allCases, readingCases, reportOf, runSuite, type Send } from '../../src/suite';
import { isRead, readOnly } from '../../src/suite/call';
import { askedWorld, LABEL, region, type SuiteWorld } from './asked-world';

let world: SuiteWorld;
beforeEach(async () => {
  world = await askedWorld();
});
afterEach(() => world.stop());

const subject = { mode: 'sandbox', region, begunAt: new Date(0) } as const;
const caseNamed = (name: string) => allCases.filter((each) => each.name === name);

async function reported(cases = allCases, send: Send = world.send) {
  return reportOf(await runSuite(cases, await world.facts(), send), subject);
}
/** What an account has that a run could have left behind. */
async function belongings() {
  const { root } = await world.facts();
  const asked = [
    ['organizations', 'ListOrganizationalUnitsForParent', { ParentId: root }],
    ['organizations', 'ListPolicies', { Filter: 'SERVICE_CONTROL_POLICY' }],
    ['guardduty', 'ListDetectors', {}],
    ['detective', 'ListGraphs', {}],
    ['events', 'ListEventBuses', {}],
  ] as const;
  return Promise.all(asked.map(([service, operation, input]) => world.send(service, operation, input)));
}

test('the simulated organization answers every case as its specification describes', async () => {
  const before = await belongings();
  const without = await reported();
  expect(without.differences).toEqual([]);
  expect(without.leftovers).toEqual([]);
  expect(await belongings()).toEqual(before);
  await world.send('guardduty', 'CreateDetector', { Enable: true });
  await world.send('detective', 'CreateGraph', {});
  const existing = await reported();
  expect(existing.differences).toEqual([]);
  // each case is answered with or without GuardDuty and Detective
  const answered = new Set([...without.asDescribed, ...existing.asDescribed]);
  expect(allCases.map(({ name }) => name).filter((name) => !answered.has(name))).toEqual([]);
  expect(allCases.length).toBeGreaterThanOrEqual(40);
});

test('names of cases are unique, and each statement is exactly one row of its chapter', () => {
  expect(new Set(allCases.map(({ name }) => name)).size).toBe(allCases.length);
  const rows = (chapter: string) =>
    readFileSync(join(__dirname, '..', '..', 'src', 'services', chapter, 'BEHAVIOUR.md'), 'utf8').split('\n');
  const found = allCases.map(({ statement }) => {
    const [, chapter = '', start = ''] = /^(\w+): (.*)$/.exec(statement) ?? [];
    return [statement, rows(chapter).filter((row) => row.startsWith(`| ${start}`)).length];
  });
  expect(found.filter(([, count]) => count !== 1)).toEqual([]);
});

test('a wrong message of the simulator is a difference, with request and answer', async () => {
  const error = { code: 'BadRequestException', status: 400, message: 'No.' };
  world.simulation.faults.add({ service: 'guardduty', operation: 'GetDetector', times: 1, error });
  const { differences } = await reported(caseNamed('GetDetector is refused for a detector of no account'));
  expect(differences).toMatchObject([
    {
      statement: 'guardduty: A detector id that is not the caller',
      found: [{ kind: 'message', actual: 'No.' }],
      exchanges: [{ call: 'guardduty:GetDetector', changes: false, answer: { code: 'BadRequestException' } }],
    },
  ]);
});

test.each([
  ['a wrong code', { code: 'ValidationException', status: 400, message: 'x' }, 'code'],
  ['a wrong status', { code: 'PolicyNotFoundException', status: 404, message: 'x' }, 'status'],
])('%s is a difference', async (_, error, kind) => {
  world.simulation.faults.add({ service: 'organizations', operation: 'DescribePolicy', times: 1, error });
  const { differences } = await reported(caseNamed('a refusal has HTTP status 400'));
  expect(differences).toMatchObject([{ found: expect.arrayContaining([expect.objectContaining({ kind })]) }]);
});

test('an answer instead of an expected refusal is a difference, and so is a state other than expected', async () => {
  const lying: Send = async (service, operation, input) =>
    operation === 'ListAccounts'
      ? { output: { Accounts: [{ State: 'ACTIVE' }] } }
      : world.send(service, operation, input);
  const names = ['a page of no accounts is refused', 'accounts have both State and Status'];
  const { differences } = await reported(names.flatMap(caseNamed), lying);
  expect(differences.map(({ found }) => found)).toMatchObject([
    [{ kind: 'answer', expected: 'InvalidInputException' }],
    [{ kind: 'state', actual: 'at Accounts.0.Status' }],
  ]);
});

test('throttling and missing permissions are not differences', async () => {
  const error = { code: 'AccessDeniedException', status: 400, message: 'User: x is not authorized to perform: y' };
  world.simulation.faults.add({ service: 'organizations', operation: 'ListPolicies', times: 1, error });
  const report = await reported(caseNamed('the same limit holds for pages of policies'));
  expect(report).toMatchObject({ differences: [], notAnswered: [{ why: 'the caller may not make this call' }] });
});

describe('in read-only mode', () => {
  test('every case sends nothing but reads, in every state of the account', async () => {
    const sent: string[] = [];
    const recording: Send = (service, operation, input) => {
      sent.push(operation);
      return world.send(service, operation, input);
    };
    expect((await reported(readingCases, readOnly(recording))).differences).toEqual([]);
    await world.send('guardduty', 'CreateDetector', { Enable: true });
    await world.send('detective', 'CreateGraph', {});
    const { notAnswered } = await reported(readingCases, readOnly(recording));
    expect(notAnswered.filter(({ why }) => why.includes('was not sent'))).toEqual([]);
    expect(sent.length).toBeGreaterThan(readingCases.length);
    expect(sent.filter((operation) => !/^(Get|List|Describe|BatchGet)/.test(operation))).toEqual([]);
  });

  test('the client refuses every write of every case', async () => {
    const before = await belongings();
    const changing = allCases.filter(({ writes }) => writes !== undefined);
    const report = await reported(changing, readOnly(world.send));
    expect(report.asDescribed).toEqual([]);
    expect(await belongings()).toEqual(before);
    const operations = world.simulation.calls.after(0).map(({ operation }) => operation);
    expect(operations.filter((operation) => !isRead(operation))).toEqual([]);
  });

  test.each(['GetDetector', 'ListMembers', 'DescribeAccount', 'BatchGetGraphMemberDatasources'])(
    '%s is a read',
    (name) => expect(isRead(name)).toBe(true),
  );
  test.each(['CreateDetector', 'Getaway', 'UpdateDetector', 'TestEventPattern', 'PutEvents', 'list'])(
    '%s is not a read',
    (name) => expect(isRead(name)).toBe(false),
  );
});

describe('the resources that a case made', () => {
  const UNIT = 'units below one parent have different names, and an empty one is deleted';

  test('is removed when the case fails', async () => {
    const before = await belongings();
    const failing: Send = async (service, operation, input) => {
      if (operation === 'GetDetector') throw new Error('the connection broke');
      return world.send(service, operation, input);
    };
    const report = await reported(caseNamed('a suspended detector is disabled'), failing);
    expect(report).toMatchObject({ notAnswered: [{ why: 'the connection broke' }], leftovers: [] });
    expect(await belongings()).toEqual(before);
  });

  test('is removed when the run is interrupted, and no further case runs', async () => {
    const before = await belongings();
    const interrupt = new AbortController();
    const interrupting: Send = async (service, operation, input) => {
      const answer = await world.send(service, operation, input);
      if (operation === 'CreateOrganizationalUnit') interrupt.abort();
      return answer;
    };
    const cases = [...caseNamed(UNIT), ...caseNamed('a suspended detector is disabled')];
    const result = await runSuite(cases, await world.facts(), interrupting, { signal: interrupt.signal });
    expect(result.cases).toMatchObject([{ result: 'not answered', why: 'interrupted' }]);
    expect(result.leftovers).toEqual([]);
    expect(await belongings()).toEqual(before);
  });

  test('is listed if it cannot be removed', async () => {
    const error = { code: 'AccessDeniedException', status: 400, message: 'no' };
    world.simulation.faults.add({ service: 'organizations', operation: 'DeleteOrganizationalUnit', times: 1, error });
    const { leftovers } = await reported(caseNamed(UNIT));
    expect(leftovers).toEqual([{ what: `organizational unit ${LABEL}`, why: 'AccessDeniedException: no' }]);
  });

  test('is listed as possible if the answer was lost', async () => {
    world.simulation.faults.add({
      service: 'organizations',
      operation: 'CreateOrganizationalUnit',
      times: 1,
      applyFirst: true,
      noAnswer: 'ECONNRESET',
    });
    const { leftovers } = await reported(caseNamed(UNIT));
    expect(leftovers).toMatchObject([{ what: `perhaps what organizations:CreateOrganizationalUnit makes (${LABEL})` }]);
  });
});

test('nothing that identifies the organization is in the report, even if every case is a difference', async () => {
  await world.send('guardduty', 'CreateDetector', { Enable: true });
  const facts = await world.facts();
  const { cases } = await runSuite(allCases, facts, world.send);
  const differing = cases.map((each) => ({ ...each, result: 'differs' as const }));
  const text = JSON.stringify(reportOf({ cases: differing, leftovers: [] }, subject));
  const { account, organization, root, detector = '' } = facts;
  const names = world.simulation.organization.members().flatMap(({ id, name, email }) => [id, name, email]);
  expect([account, organization, root, detector, ...names].filter((secret) => text.includes(secret))).toEqual([]);
  expect(text).toContain('guardduty:GetDetector');
});
