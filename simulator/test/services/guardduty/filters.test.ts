import {
  CreateFilterCommand,
  type CreateFilterCommandInput,
  DeleteFilterCommand,
  GetFilterCommand,
  ListFindingsCommand,
  UpdateFilterCommand,
} from '@aws-sdk/client-guardduty';
import type { Service } from '../../../src/contract/service';
import type { AwsEvent } from '../../../src/contract/world';
import { GuardDutyOrganization } from '../../../src/fixtures/guardduty-organization';
import { SECURITY } from '../../../src/fixtures/organization-of';
import { guardduty, putFinding } from '../../../src/services/guardduty';
import { findingAttributes } from '../../../src/services/guardduty/findings/attributes';

const MEMBER = '333333333333';
const PROBE = 'Recon:EC2/PortProbeUnprotectedPort';
const FREQUENCY = 6 * 3600;

describe('GuardDuty filters', () => {
  let world: GuardDutyOrganization;
  let DetectorId: string;
  let sent: string[];

  beforeEach(async () => {
    sent = [];
    const onEvent = ({ account, detail }: AwsEvent) => {
      if (account === SECURITY) sent.push(String(detail.id)[0] ?? '');
    };
    const listener = { ...guardduty, signingName: 'listener', seed: undefined, onOrganizationChange: undefined };
    world = await GuardDutyOrganization.start({}, [{ ...listener, onEvent } as unknown as Service]);
    await world.delegate();
    await world.add([MEMBER]);
    DetectorId = await world.detectorId(SECURITY);
  });

  const client = () => world.as(SECURITY);
  const suppress = (Criterion: NonNullable<CreateFilterCommandInput['FindingCriteria']>['Criterion'], more = {}) =>
    client().send(
      new CreateFilterCommand({
        DetectorId,
        Name: 'suppressed',
        Action: 'ARCHIVE',
        FindingCriteria: { Criterion },
        ...more,
      }),
    );
  const arises = (letter: string, finding: object = {}) =>
    putFinding(world.simulation, {
      account: MEMBER,
      region: world.region,
      finding: { id: letter.repeat(32), type: PROBE, ...finding },
    });
  const archived = async () => {
    const FindingCriteria = { Criterion: { 'service.archived': { Equals: ['true'] } } };
    const { FindingIds = [] } = await client().send(new ListFindingsCommand({ DetectorId, FindingCriteria }));
    return FindingIds.map((id) => id[0]);
  };
  const refusal = (because: string) => ({ message: `The request is rejected because ${because}.` });

  test('F9: a suppressed finding is kept in the archive; neither it nor any of its repeats is sent', async () => {
    await suppress({ type: { Equals: [PROBE] } });
    arises('a');
    await world.pass(5);
    arises('a');
    await world.pass(FREQUENCY);
    expect([sent, await archived()]).toEqual([[], ['a']]);
  });

  test('a rule applies to new findings: earlier ones are still sent', async () => {
    arises('a');
    await world.pass(5);
    await suppress({ type: { Equals: [PROBE] } });
    arises('a');
    await world.pass(FREQUENCY);
    expect([sent, await archived()]).toEqual([['a', 'a'], []]);
  });

  test.each<readonly [CreateFilterCommandInput['FindingCriteria'], object, boolean]>([
    [{ Criterion: { type: { Matches: ['Recon:*Port?robe*'] } } }, {}, true],
    [{ Criterion: { type: { Matches: ['Recon:*'], NotMatches: ['*Unprotected*'] } } }, {}, false],
    [{ Criterion: { severity: { Equals: ['7', '8'] } } }, { severity: 8.5 }, true],
    [{ Criterion: { severity: { Equals: ['7', '8'] } } }, { severity: 9 }, false],
    [{ Criterion: { severity: { GreaterThanOrEqual: 4, LessThan: 7 } } }, { severity: 6.9 }, true],
    [{ Criterion: { accountId: { NotEquals: [MEMBER] } } }, {}, false],
    [{ Criterion: { type: { Equals: [PROBE] }, region: { Equals: ['us-east-1'] } } }, {}, false],
    [
      { Criterion: { 'resource.instanceDetails.tags.value': { Equals: ['scanner'] } } },
      { resource: { instanceDetails: { tags: [{ key: 'role', value: 'scanner' }] } } },
      true,
    ],
  ])('criteria %j suppress %j: %s', async (criteria, finding, suppressed) => {
    await suppress(criteria?.Criterion);
    arises('a', finding);
    await world.pass(5);
    expect(sent).toEqual(suppressed ? [] : ['a']);
  });

  test('a change or deletion of a rule applies to findings that arise afterwards', async () => {
    await suppress({ type: { Equals: [PROBE] } });
    const name = { DetectorId, FilterName: 'suppressed' };
    await world.pass(60);
    const FindingCriteria = { Criterion: { accountId: { Equals: ['444444444444'] } } };
    await client().send(new UpdateFilterCommand({ ...name, FindingCriteria }));
    expect(await client().send(new GetFilterCommand(name))).toMatchObject({ Action: 'ARCHIVE', Version: 2 });
    arises('a');
    await client().send(new DeleteFilterCommand(name));
    arises('b');
    await world.pass(5);
    expect(sent).toEqual(['a', 'b']);
  });

  test.each<readonly [string, object, string]>([
    ['an attribute that findings do not have', { 'resource.instance.imageId': { Equals: ['x'] } }, 'findingCriteria'],
    ['an attribute without a condition', { type: {} }, 'findingCriteria'],
    ['more than 50 values', { type: { Equals: Array.from({ length: 51 }, String) } }, 'findingCriteria'],
    ['more than five patterns', { type: { Matches: ['a', 'b', 'c', 'd', 'e', 'f'] } }, 'findingCriteria'],
  ])('fails when the criteria have %s', async (_, criterion, parameter) => {
    await expect(suppress(criterion as never)).rejects.toMatchObject(
      refusal(`the parameter ${parameter} has an invalid value`),
    );
  });

  test('fails if the description has characters that AWS does not allow', async () => {
    await expect(suppress({ type: { Equals: [PROBE] } }, { Description: 'the scanner, weekly' })).rejects.toMatchObject(
      refusal('the parameter description has an invalid value'),
    );
  });

  test('the attributes are those in AWS’s documentation', () => {
    expect(findingAttributes().size).toBeGreaterThan(600);
    expect([...findingAttributes()]).toEqual(expect.arrayContaining(['accountId', 'type', 'severity', 'updatedAt']));
  });
});
