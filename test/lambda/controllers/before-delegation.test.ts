import { controllerOf } from '../../../lambda/controllers/controllers';
import { callerOf, type Desired } from '../../../lambda/controllers/registry';
import { handlerFor } from '../../../lambda/reconcile/handler';
import { rolloutFile } from '../../../lib/config';
import { rollout } from '../../../lib/rollout';
import { desiredIn } from '../../../lib/rollout/detection';
import { MANAGEMENT, SECURITY } from '../../accounts';
import { connectionOf, makeListingBucket, start, writeNames } from '../organization-under-test';

const organization = { managementAccount: MANAGEMENT, delegatedAdministrator: SECURITY };
const desiredOf = (mode: 'observe' | 'enforce'): Desired[] => {
  const file = { organization, homeRegion: 'eu-west-1', regions: ['eu-west-1', 'us-east-1'], mode };
  const { delegation, directory, detections } = rollout(rolloutFile.parse(file));
  return [delegation, directory, ...detections.flatMap(desiredIn)];
};

/** The first poll of CloudFormation for each custom resource of a first deployment. */
async function firstDeployment(mode: 'observe' | 'enforce') {
  const simulation = await start();
  await makeListingBucket(simulation);
  const before = simulation.calls.last;
  const answers = desiredOf(mode).map(async (desired) => {
    const world = {
      connection: connectionOf(simulation, callerOf(desired)),
      now: () => simulation.clock.now(),
      log: () => undefined,
    };
    const poll = handlerFor((aws) => controllerOf(desired, aws), world);
    const StartedAt = new Date(simulation.clock.now()).toISOString();
    const event = { RequestType: 'Create', StartedAt, ResourceProperties: { Desired: JSON.stringify(desired) } };
    const answer = await poll(event, { getRemainingTimeInMillis: () => 780_000 });
    return [`${desired.service} ${'region' in desired ? desired.region : ''}`.trim(), answer] as const;
  });
  return { answers: new Map(await Promise.all(answers)), written: writeNames(simulation, before) };
}

describe('a first deployment where nothing is delegated', () => {
  it('with mode: observe is complete at once, changes nothing in the organization, and its outputs say what would be done and what is unknown', async () => {
    const { answers, written } = await firstDeployment('observe');
    // the marks of passes, in the bucket of the stack
    expect(new Set(written)).toEqual(new Set(['PutObject']));
    expect([...answers.values()].filter(({ IsComplete }) => !IsComplete)).toEqual([]);
    const summaryOf = (name: string) => answers.get(name)?.Data?.Summary;
    expect(summaryOf('delegation')).toMatch(
      /actions withheld: \d+ \(trust .*make 222222222222 GuardDuty administrator in eu-west-1/,
    );
    expect(summaryOf('directory eu-west-1')).toContain('unknown: the listing of accounts, until delegation');
    for (const region of ['eu-west-1', 'us-east-1']) {
      expect(summaryOf(`guardduty ${region}`)).toContain(`create the GuardDuty detector in ${region}`);
      expect(summaryOf(`guardduty ${region}`)).toContain(
        'the enrolment of accounts and their protection plans, until delegation',
      );
      expect(summaryOf(`detective ${region}`)).toContain('until delegation');
    }
    for (const { Data } of answers.values()) expect(JSON.stringify(Data).length).toBeLessThan(4096);
  });

  it('D1: with mode: enforce waits for the administrator, as before', async () => {
    const { answers } = await firstDeployment('enforce');
    expect(answers.get('directory eu-west-1')).toEqual({ IsComplete: false });
  });
});
