import { MANAGEMENT, organizationOf } from '../../../src/fixtures/organization-of';
import { allServices } from '../../../src/services';
import { Simulation } from '../../../src/simulation';
import { request, textOf } from '../../protocols/toy';

const MEMBER = '333333333333';
const FORM = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };

let simulation: Simulation;
beforeEach(async () => {
  const accounts = [{ id: MEMBER, name: 'shop', optedInRegions: ['af-south-1'] }];
  simulation = await Simulation.start(organizationOf({ accounts }), allServices, { clockRate: 0 });
});
afterEach(() => simulation.stop());

/** Calls like a client, over the wire. */
async function ask(parameters: string, { account = MEMBER, region = 'eu-west-1' } = {}) {
  const scope = `AKIA${account}/20260101/${region}/ec2/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=00`;
  const body = `Action=DescribeRegions&Version=2016-11-15${parameters}`;
  const answer = await simulation.dispatch(request('POST', '/', { ...FORM, authorization }, body));
  return { status: answer.status, text: textOf(answer) };
}
const names = (text: string) => [...text.matchAll(/<regionName>([^<]+)</g)].map(([, name]) => name);
const statuses = (text: string) => new Set([...text.matchAll(/<optInStatus>([^<]+)</g)].map(([, status]) => status));

test('shows the regions that the account has enabled, each with its endpoint', async () => {
  const { status, text } = await ask('');
  expect(status).toBe(200);
  expect(text).toMatch(
    /^<DescribeRegionsResponse xmlns="http:\/\/ec2.amazonaws.com\/doc\/2016-11-15\/"><requestId>[-0-9a-f]+<\/requestId><regionInfo><item>/,
  );
  expect(text).toContain(
    '<item><regionName>eu-west-1</regionName><regionEndpoint>ec2.eu-west-1.amazonaws.com</regionEndpoint><optInStatus>opt-in-not-required</optInStatus></item>',
  );
  expect(names(text)).toHaveLength(18);
  expect(statuses(text)).toEqual(new Set(['opt-in-not-required', 'opted-in']));
});

test('shows each account its own regions', async () => {
  expect(names((await ask('', { account: MANAGEMENT })).text)).not.toContain('af-south-1');
});

test('shows all regions on request', async () => {
  const { text } = await ask('&AllRegions=true');
  expect(names(text)).toHaveLength(34);
  expect(statuses(text)).toEqual(new Set(['opt-in-not-required', 'opted-in', 'not-opted-in']));
});

test('shows a named region, enabled or not', async () => {
  const { text } = await ask('&RegionName.1=ap-east-1&RegionName.2=eu-west-1');
  expect(names(text)).toEqual(['eu-west-1', 'ap-east-1']);
});

test.each([
  ['by status', '&AllRegions=true&Filter.1.Name=opt-in-status&Filter.1.Value.1=opted-in', ['af-south-1']],
  [
    'by name, with wildcards',
    '&Filter.1.Name=region-name&Filter.1.Value.1=us-*-2&Filter.1.Value.2=sa-east-?',
    ['us-east-2', 'us-west-2', 'sa-east-1'],
  ],
  ['by endpoint', '&Filter.1.Name=endpoint&Filter.1.Value.1=ec2.eu-west-3.amazonaws.com', ['eu-west-3']],
])('filters %s', async (_, parameters, expected) => {
  expect(names((await ask(parameters)).text)).toEqual(expected);
});

test.each([
  ['an unknown region', '&RegionName.1=eu-wset-1', 400, 'InvalidParameterValue', 'Invalid region names: [eu-wset-1]'],
  [
    'an unknown filter',
    '&Filter.1.Name=zone&Filter.1.Value.1=a',
    400,
    'InvalidParameterValue',
    'The filter &apos;zone&apos; is invalid',
  ],
  ['a dry run', '&DryRun=true', 412, 'DryRunOperation', 'Request would have succeeded, but DryRun flag is set.'],
])('refuses %s', async (_, parameters, status, code, words) => {
  const answer = await ask(parameters);
  expect(answer.status).toBe(status);
  expect(answer.text).toContain(
    `<Response><Errors><Error><Code>${code}</Code><Message>${words}</Message></Error></Errors>`,
  );
});

test('R3: is not reached through a region that the account has not enabled', async () => {
  expect(await ask('', { region: 'ap-east-1' })).toEqual({
    status: 401,
    text: expect.stringContaining('<Code>AuthFailure</Code>'),
  });
  expect((await ask('', { region: 'af-south-1' })).status).toBe(200);
});

test('is refused to a role without permission, in the words of EC2', async () => {
  const administrator = { principal: simulation.principals.administrator(MEMBER), region: 'eu-west-1' };
  const AssumeRolePolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: MEMBER }, Action: 'sts:AssumeRole' }],
  });
  await simulation.invoke('iam', 'CreateRole', { RoleName: 'none', AssumeRolePolicyDocument }, administrator);
  const { Credentials } = await simulation.invoke<{ Credentials: { AccessKeyId: string } }>(
    'sts',
    'AssumeRole',
    { RoleArn: `arn:aws:iam::${MEMBER}:role/none`, RoleSessionName: 'me' },
    administrator,
  );
  const principal = simulation.principals.find(Credentials.AccessKeyId);
  if (!principal) throw new Error('the session is not there');
  const refused = simulation.invoke('ec2', 'DescribeRegions', {}, { principal, region: 'eu-west-1' });
  await expect(refused).rejects.toMatchObject({
    code: 'UnauthorizedOperation',
    status: 403,
    message: expect.stringMatching(/^You are not authorized to perform this operation. User: .*ec2:DescribeRegions/),
  });
});
