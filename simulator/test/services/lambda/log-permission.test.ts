import { IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { deployFunction } from '../../../src/fixtures/deployed-function';
import { clientOf, SECURITY } from '../../../src/fixtures/organization-of';
import { logGroups } from '../../../src/services/logs/state';
import { answerOf, type Deployed, REGION, startLambda } from './deployed';

const GROUP = `arn:aws:logs:${REGION}:${SECURITY}:log-group:/aws/lambda/talks`;

let deployed: Deployed;
beforeEach(async () => {
  deployed = await startLambda();
});
afterEach(() => deployed.simulation.stop());

const groups = () => [...(deployed.simulation.state.peek(logGroups, SECURITY, REGION)?.keys() ?? [])];

test.each([
  ['everything', ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'], ['/aws/lambda/talks']],
  ['no creation of its log group', ['logs:CreateLogStream', 'logs:PutLogEvents'], []],
  ['no creation of its log stream', ['logs:CreateLogGroup', 'logs:PutLogEvents'], []],
  ['no writing to its log', ['logs:CreateLogGroup', 'logs:CreateLogStream'], []],
])('a function whose role allows %s runs, and writes the log that it may', async (_, Action, expected) => {
  const PolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action, Resource: `${GROUP}:*` }],
  });
  const input = { RoleName: 'function-role', PolicyName: 'all', PolicyDocument };
  await clientOf(IAMClient, deployed.simulation, SECURITY, REGION).send(new PutRolePolicyCommand(input));
  await deployFunction(deployed.client, 'talks', "exports.handler = async () => console.log('hello');");
  expect(await answerOf(deployed.client, 'talks')).toMatchObject({ error: undefined });
  expect(groups()).toEqual(expected);
});
