import { organizationOf, SECURITY } from '../../src/fixtures/organization-of';
import { allServices } from '../../src/services';
import { Simulation } from '../../src/simulation';

let simulation: Simulation;
beforeAll(async () => {
  simulation = await Simulation.start(organizationOf(), allServices, { clockRate: 0 });
});
afterAll(() => simulation.stop());

/** Calls like the AWS CLI. */
async function ask(service: string, how: { method?: string; path?: string; target?: string; body?: object }) {
  const { status, body } = await simulation.dispatch({
    method: how.method ?? 'POST',
    path: how.path ?? '/',
    query: {},
    headers: {
      host: `${service}.eu-west-1.amazonaws.com`,
      authorization: `AWS4-HMAC-SHA256 Credential=AKIA${SECURITY}/20260101/eu-west-1/${service}/aws4_request, Signature=0`,
      ...(how.target && { 'x-amz-target': how.target, 'content-type': 'application/x-amz-json-1.1' }),
    },
    body: Buffer.from(how.body ? JSON.stringify(how.body) : how.method === 'GET' ? '' : '{}'),
  });
  return [status, JSON.parse(Buffer.from(body).toString())];
}

const TRAIL = 'com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101';

describe('first questions of verifiers about services that are not simulated get empty answers', () => {
  test.each([
    ['DescribeTrails', `${TRAIL}.DescribeTrails`, { trailList: [] }],
    ['ListTrails', 'CloudTrail_20131101.ListTrails', { Trails: [] }],
  ])('no trails: %s', async (_, target, answer) => {
    expect(await ask('cloudtrail', { target })).toEqual([200, answer]);
  });

  test('no trail with a name', async () => {
    expect(await ask('cloudtrail', { target: `${TRAIL}.GetTrailStatus`, body: { Name: 'audit' } })).toEqual([
      400,
      expect.objectContaining({ Message: `Unknown trail: audit for the user: ${SECURITY}` }),
    ]);
  });

  test.each([
    ['DescribeConfigurationRecorders', 'ConfigurationRecorders'],
    ['DescribeConfigurationRecorderStatus', 'ConfigurationRecordersStatus'],
    ['DescribeDeliveryChannels', 'DeliveryChannels'],
    ['DescribeDeliveryChannelStatus', 'DeliveryChannelsStatus'],
  ])('nothing recorded: %s', async (operation, listed) => {
    expect(await ask('config', { target: `StarlingDoveService.${operation}` })).toEqual([200, { [listed]: [] }]);
  });

  test('no recorder and no channel with a name', async () => {
    const named = (operation: string, body: object) =>
      ask('config', { target: `StarlingDoveService.${operation}`, body });
    expect(await named('DescribeConfigurationRecorders', { ConfigurationRecorderNames: ['default'] })).toEqual([
      400,
      expect.objectContaining({ __type: 'NoSuchConfigurationRecorderException' }),
    ]);
    expect(await named('DescribeDeliveryChannels', { DeliveryChannelNames: ['default'] })).toEqual([
      400,
      expect.objectContaining({ __type: 'NoSuchDeliveryChannelException' }),
    ]);
  });

  test.each([
    ['GET', '/accounts'],
    ['POST', '/standards/get'],
    ['POST', '/findings'],
    ['GET', '/administrator'],
    ['GET', '/members'],
  ])('no Security Hub: %s %s', async (method, path) => {
    const message = `Account ${SECURITY} is not subscribed to AWS Security Hub`;
    const [status, answer] = await ask('securityhub', { method, path });
    expect([status, JSON.stringify(answer)]).toEqual([401, expect.stringContaining(message)]);
  });

  test('no administrator of Security Hub', async () => {
    const answer = await ask('securityhub', { method: 'GET', path: '/organization/admin' });
    expect(answer).toEqual([200, { AdminAccounts: [] }]);
  });
});

describe('a tool that looks for resources by tag', () => {
  const TAGGING = 'ResourceGroupsTaggingAPI_20170126.GetResources';
  const arn = (name: string) => `arn:aws:sns:eu-west-1:${SECURITY}:${name}`;
  const found = async (body: object) => {
    const [status, answer] = await ask('tagging', { target: TAGGING, body });
    return [status, answer.ResourceTagMappingList.map(({ ResourceARN }: { ResourceARN: string }) => ResourceARN)];
  };
  beforeAll(async () => {
    const caller = { principal: simulation.principals.administrator(SECURITY), region: 'eu-west-1' };
    for (const [Name, Tags] of [
      ['a', [{ Key: 'application', Value: 'muster' }]],
      ['b', [{ Key: 'application', Value: 'other' }]],
      ['untagged', []],
    ])
      await simulation.invoke('sns', 'CreateTopic', { Name, Tags }, caller);
  });

  test('finds what has tags, and nothing else', async () => {
    expect(await found({})).toEqual([200, [arn('a'), arn('b')]]);
    expect(await found({ TagFilters: [{ Key: 'application', Values: ['muster'] }] })).toEqual([200, [arn('a')]]);
    expect(await found({ TagFilters: [{ Key: 'owner' }] })).toEqual([200, []]);
    expect(await found({ ResourceTypeFilters: ['sns'] })).toEqual([200, [arn('a'), arn('b')]]);
    expect(await found({ ResourceTypeFilters: ['lambda:function'] })).toEqual([200, []]);
    expect(await found({ ResourceARNList: [arn('b')] })).toEqual([200, [arn('b')]]);
  });

  test('reads page by page', async () => {
    const [, first] = await ask('tagging', { target: TAGGING, body: { ResourcesPerPage: 1 } });
    const [, last] = await ask('tagging', {
      target: TAGGING,
      body: { ResourcesPerPage: 1, PaginationToken: first.PaginationToken },
    });
    expect([first.ResourceTagMappingList[0].ResourceARN, last.ResourceTagMappingList[0].ResourceARN]).toEqual([
      arn('a'),
      arn('b'),
    ]);
    expect(last.PaginationToken).toBe('');
  });

  test('is refused a list of resources beside filters', async () => {
    const body = { ResourceARNList: [arn('a')], TagFilters: [{ Key: 'application' }] };
    expect(await ask('tagging', { target: TAGGING, body })).toEqual([
      400,
      expect.objectContaining({ __type: 'InvalidParameterException' }),
    ]);
  });
});
