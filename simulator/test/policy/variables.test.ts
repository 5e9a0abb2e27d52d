import { GetDetectorCommand, GuardDutyClient, ListDetectorsCommand } from '@aws-sdk/client-guardduty';
import { holds } from '../../src/policy/condition';
import { filled } from '../../src/policy/variables';
import { requestHandler } from '../../src/request-handler';
import type { Simulation } from '../../src/simulation';
import { REGION, ROLE, SHOP, sessionOf, start, worker } from '../authorization/role-session';

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: variables as IAM writes them
const REQUESTED = '${aws:RequestedRegion}';
const DETECTOR = `arn:aws:guardduty:${REQUESTED}:${SHOP}:detector/*`;
const context = { 'aws:requestedregion': REGION, 'aws:tagkeys': ['team', 'stage'] };

test.each([
  ['a key', '${aws:RequestedRegion}/x', 'eu-west-1/x'],
  ['a key in any case, twice', '${AWS:requestedregion}-${aws:RequestedRegion}', 'eu-west-1-eu-west-1'],
  ['a default that is not needed', "${aws:RequestedRegion, 'none'}", 'eu-west-1'],
  ['a default', "${aws:SourceArn, 'none'}", 'none'],
  ['an absent key', '${aws:SourceArn}', undefined],
  ['a key with several values', '${aws:TagKeys}', undefined],
])('%s is filled in', (_, text, expected) => {
  expect(filled(text, context)).toBe(expected);
});

test('a condition with a variable that has no value does not hold, negated or not', () => {
  for (const operator of ['StringEquals', 'StringNotEquals', 'ArnNotLike', 'ForAllValues:StringLike'])
    expect(holds({ [operator]: { 'aws:RequestedRegion': '${aws:SourceArn}' } }, context)).toBe(false);
  expect(holds({ StringEquals: { 'aws:RequestedRegion': REQUESTED } }, context)).toBe(true);
});
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: variables as IAM writes them

let simulation: Simulation;
beforeEach(async () => {
  simulation = await start({ guardduty: [{ account: SHOP, region: REGION }] });
});
afterEach(() => simulation.stop());

test('a resource follows the region that is called', async () => {
  await worker(simulation, { Action: 'guardduty:ListDetectors' }, { Action: 'guardduty:*', Resource: DETECTOR });
  const client = sessionOf(GuardDutyClient, simulation);
  const { DetectorIds: [DetectorId] = [] } = await client.send(new ListDetectorsCommand({}));
  expect(await client.send(new GetDetectorCommand({ DetectorId }))).toMatchObject({ Status: 'ENABLED' });
});

test('a condition on the calling function keeps its code in its own region', async () => {
  const functions = `arn:aws:lambda:${REQUESTED}:${SHOP}:function:worker`;
  const Condition = { ArnLike: { 'lambda:SourceFunctionArn': functions } };
  await worker(simulation, { Action: 'guardduty:ListDetectors', Condition });
  const from = (region: string | undefined) => {
    const arn = region && `arn:aws:lambda:${region}:${SHOP}:function:worker`;
    const { credentials } = simulation.principals.assume(ROLE, 'worker', arn);
    const client = { region: REGION, credentials, requestHandler: requestHandler(simulation), maxAttempts: 1 };
    return new GuardDutyClient(client).send(new ListDetectorsCommand({}));
  };
  expect((await from(REGION)).DetectorIds).toHaveLength(1);
  await expect(from('us-east-1')).rejects.toMatchObject({ name: 'AccessDeniedException' });
  await expect(from(undefined)).rejects.toMatchObject({ name: 'AccessDeniedException' });
});
