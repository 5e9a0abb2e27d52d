// biome-ignore-all lint/suspicious/noTemplateCurlyInString: substitutions as CloudFormation writes them
import { type Desired, regionOf } from '../../../lambda/controllers/registry';
import type { Place } from '../../names';

/** The same number of retries as Lambda's own for asynchronous invocations. */
const RETRY = { ErrorEquals: ['States.ALL'], IntervalSeconds: 60, BackoffRate: 2, MaxAttempts: 2 };

/**
 * The definition of the state machine that runs the passes one after the other. A pass that fails three times is parked, and
 * the next one follows. `${<service>}` stands for the ARN of a pass's function, `${undelivered}` for the URL of the queue.
 */
export function repairDefinition(desired: readonly Desired[], { partition }: Pick<Place, 'partition'>): object {
  const names = desired.map(({ service }) => service);
  const states = desired.flatMap((each, at) => {
    const next = names[at + 1] ?? 'Done';
    const park = `Park ${each.service}`;
    const pass = {
      Type: 'Task',
      Resource: `\${${each.service}}`,
      // the pass refuses a desired state that comes without an execution of this machine
      Parameters: { 'Execution.$': '$$.Execution.Id', Desired: each },
      ResultPath: null,
      Retry: [RETRY],
      Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.failure', Next: park }],
      Next: next,
    };
    return [
      [each.service, pass],
      [park, { ...parking(each, partition), Next: next }],
    ];
  });
  return { StartAt: names[0], States: { ...Object.fromEntries(states), Done: { Type: 'Succeed' } } };
}

/** The state that parks a failed pass with the same attributes that EventBridge sets: target, error code and error message. */
function parking(desired: Desired, partition: Place['partition']): object {
  const attribute = (path: string) => ({ DataType: 'String', 'StringValue.$': path });
  return {
    Type: 'Task',
    Resource: `arn:${partition}:states:::sqs:sendMessage`,
    Parameters: {
      QueueUrl: '${undelivered}',
      MessageBody: { service: desired.service, region: regionOf(desired), 'execution.$': '$$.Execution.Id' },
      MessageAttributes: {
        TARGET_ARN: attribute('$$.StateMachine.Id'),
        ERROR_CODE: attribute('$.failure.Error'),
        ERROR_MESSAGE: attribute('$.failure.Cause'),
      },
    },
    ResultPath: null,
  };
}
