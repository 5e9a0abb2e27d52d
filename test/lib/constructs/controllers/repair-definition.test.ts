import { allServices, Simulation } from '@muster/simulator';
import { organizationOf } from '@muster/simulator/fixtures';
import { repairDefinition } from '../../../../lib/constructs/controllers/repair-definition';
import { desiredIn } from '../../../../lib/rollout/detection';
import { SECURITY } from '../../../accounts';

import { rolloutOf } from '../../stacks/synthesized';

const [detection] = rolloutOf({ regions: ['eu-west-1'] }).detections;
const desired = detection ? desiredIn(detection) : [];
const definition = JSON.parse(JSON.stringify(repairDefinition(desired, { partition: 'aws-us-gov' })));

describe('a repair', () => {
  it('runs the passes one after the other, each with its deployed desired state', () => {
    const { guardduty, detective } = definition.States;
    expect([definition.StartAt, guardduty.Next, detective.Next]).toEqual(['guardduty', 'detective', 'Done']);
    expect([guardduty.Parameters, detective.Parameters]).toEqual(
      desired.map((Desired) => ({ 'Execution.$': '$$.Execution.Id', Desired })),
    );
  });

  it('tries a pass three times, then parks its error with its place, and continues', () => {
    const { guardduty, 'Park guardduty': park } = definition.States;
    expect(guardduty.Retry).toMatchObject([{ ErrorEquals: ['States.ALL'], MaxAttempts: 2 }]);
    expect(guardduty.Catch).toMatchObject([{ ErrorEquals: ['States.ALL'], Next: 'Park guardduty' }]);
    expect(park).toMatchObject({
      Resource: 'arn:aws-us-gov:states:::sqs:sendMessage',
      Parameters: {
        MessageBody: { service: 'guardduty', region: 'eu-west-1' },
        MessageAttributes: { ERROR_MESSAGE: { 'StringValue.$': '$.failure.Cause' } },
      },
      Next: 'detective',
    });
  });

  it('is a definition that Step Functions accepts', async () => {
    const placed = JSON.stringify(definition).replace(
      /\$\{\w+\}/g,
      'arn:aws:lambda:eu-west-1:222222222222:function:it',
    );
    const simulation = await Simulation.start(organizationOf(), allServices, { clockRate: 0 });
    const principal = simulation.principals.administrator(SECURITY);
    const as = { principal, region: 'us-gov-west-1' };
    const answer = await simulation.invoke('states', 'ValidateStateMachineDefinition', { definition: placed }, as);
    expect(answer).toMatchObject({ result: 'OK', diagnostics: [] });
    await simulation.stop();
  });
});
