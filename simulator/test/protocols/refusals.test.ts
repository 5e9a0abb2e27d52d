import { organizationOf } from '../../src/fixtures/organization-of';
import { allServices } from '../../src/services';
import { Simulation } from '../../src/simulation';
import { request, textOf } from './toy';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const AUTHORIZATION = 'AWS4-HMAC-SHA256 Credential=AKIA111111111111/20260101/eu-west-1/';

const answerTo = async (asked: ReturnType<typeof request>) => {
  const simulation = await Simulation.start(organizationOf(), allServices, { clockRate: 0 });
  const answer = await simulation.dispatch(asked);
  await simulation.stop();
  return { status: answer.status, text: textOf(answer) };
};

// each in the form of its protocol, so that clients can parse it
test.each([
  ['GuardDuty', request('GET', '/detector'), 403, '"__type":"MissingAuthenticationTokenException"'],
  [
    'Organizations',
    request('POST', '/', { 'x-amz-target': 'AWSOrganizationsV20161128.ListRoots' }),
    400,
    '"Missing Authentication Token"',
  ],
  [
    'STS',
    request('POST', '/', FORM, 'Action=GetCallerIdentity&Version=2011-06-15'),
    403,
    '<Code>MissingAuthenticationToken</Code>',
  ],
  [
    'SQS by its older protocol',
    request('GET', '/?Action=ListQueues&Version=2012-11-05'),
    403,
    '<Code>MissingAuthenticationToken</Code>',
  ],
  [
    'EC2',
    request('POST', '/', FORM, 'Action=DescribeRegions&Version=2016-11-15'),
    401,
    '<Response><Errors><Error><Code>AuthFailure</Code>',
  ],
  ['S3', request('GET', '/bucket/key'), 403, '<Code>AccessDenied</Code>'],
])('an unsigned request to %s is refused in the service’s words', async (_, asked, status, words) => {
  expect(await answerTo(asked)).toEqual({ status, text: expect.stringContaining(words) });
});

test.each([
  ['macie2', {}, '', '"__type":"UnknownService"'],
  [
    'elasticloadbalancing',
    FORM,
    'Action=DescribeLoadBalancers',
    '<ErrorResponse><Error><Type>Sender</Type><Code>UnknownService</Code>',
  ],
])('%s is refused by name', async (service, headers, body, words) => {
  const authorization = `${AUTHORIZATION}${service}/aws4_request, SignedHeaders=host, Signature=00`;
  const answer = await answerTo(request('POST', '/', { ...headers, authorization }, body));
  expect(answer).toEqual({ status: 404, text: expect.stringContaining(words) });
  expect(answer.text).toContain(`the simulated organization has no service ${service}`);
});

test.each([
  ['s3', '/bucket/key', 'Request has expired'],
  ['sts', '/?Action=GetCallerIdentity&Version=2011-06-15', 'Signature expired'],
])('a pre-signed URL of %s is refused after it has expired', async (service, target, words) => {
  const credential = encodeURIComponent(`AKIA111111111111/20200101/eu-west-1/${service}/aws4_request`);
  const signed = `X-Amz-Date=20200101T000000Z&X-Amz-Expires=60&X-Amz-Credential=${credential}`;
  const answer = await answerTo(request('GET', `${target}${target.includes('?') ? '&' : '?'}${signed}`));
  expect(answer).toEqual({ status: 403, text: expect.stringContaining(words) });
});
