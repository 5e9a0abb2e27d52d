// biome-ignore-all lint/suspicious/noTemplateCurlyInString: substitutions as CloudFormation writes them
import { type Desired, regionOf } from '../../../lambda/controllers/registry';
import type { Place } from '../../names';

/** As often as Lambda itself tries again what nobody waits for. */
const RETRY = { ErrorEquals: ['States.ALL'], IntervalSeconds: 60, BackoffRate: 2, MaxAttempts: 2 };

/**
 * The definition of the machine that has one pass done after the other. One that fails three times is parked, and does not
 * keep the next from its own. `${<service>}` stands for the ARNs of the passes, `${undelivered}` for the URL of the queue.
 */
export function repairDefinition(desired: readonly Desired[], { partition }: Pick<Place, 'partition'>): string {
  const names = desired.map(({ service }) => service);
  const states = desired.flatMap((each, at) => {
    const next = names[at + 1] ?? 'Done';
    const park = `Park ${each.service}`;
    const pass = {
      Type: 'Task',
      Resource: `\${${each.service}}`,
      // the desired state alone would be an invocation that no execution made
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
  return JSON.stringify({ StartAt: names[0], States: { ...Object.fromEntries(states), Done: { Type: 'Succeed' } } });
}

/** Puts into the queue what EventBridge would: what it was about, the target, and its words. */
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
