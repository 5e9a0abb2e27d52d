import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnEventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { pollActions } from '../../../lambda/aws/permissions/findings';
import { FINDINGS_BUS, findingsBusArn, type Place } from '../../names';
import type { Controller } from '../controllers/controller';
import type { DeadLetterQueue } from '../dead-letter-queue';
import { LIFECYCLE, lifecyclePattern } from '../forwarding/lifecycle-pattern';
import type { ExecutionRole } from '../roles/execution-role';
import { ruleIntoQueue } from '../rule-into-queue';

export interface ListingOnEventProps {
  /** where the events arrive */
  readonly hub: Place;
  readonly directory: Controller;
  /** the account that says what happens to accounts */
  readonly managementAccount: string;
  /** keeps what could not be queued, and what was not listed for */
  readonly undelivered: DeadLetterQueue;
}

/** What Organizations has just said, it lists itself a moment later, and other services hear of later still. */
const MOMENT = Duration.seconds(60);
/** Events of so long are listed for at once: whole units are moved, and a hundred accounts made, in a row. */
const WINDOW = Duration.seconds(30);
const MOST_AT_ONCE = 1000;
const DELIVERIES = 3;
/** AWS: no less than the function's own time */
const VISIBILITY = Duration.minutes(15);

/**
 * Has the accounts listed anew when something happens to one of them. A queue gathers the events: one listing does for all,
 * and the regions are woken once.
 */
export class ListingOnEvent extends Construct {
  constructor(scope: Construct, id: string, props: ListingOnEventProps) {
    super(scope, id);
    const { hub, directory, managementAccount, undelivered } = props;
    const queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      deliveryDelay: MOMENT,
      visibilityTimeout: VISIBILITY,
      deadLetterQueue: { queue: undelivered.queue, maxReceiveCount: DELIVERIES },
    });
    const { pass } = directory;
    pass.addEnvironment('EVENT_BUS_NAME', FINDINGS_BUS);
    const role = pass.role as ExecutionRole;
    role.permit(new PolicyStatement({ sid: 'Poll', actions: [...pollActions], resources: [queue.queueArn] }));
    role.permit(new PolicyStatement({ sid: 'Wake', actions: ['events:PutEvents'], resources: [findingsBusArn(hub)] }));
    const source = new CfnEventSourceMapping(this, 'Source', {
      eventSourceArn: queue.queueArn,
      functionName: pass.functionName,
      batchSize: MOST_AT_ONCE,
      maximumBatchingWindowInSeconds: WINDOW.toSeconds(),
      // the fewest that AWS takes
      scalingConfig: { maximumConcurrency: 2 },
    });
    source.node.addDependency(pass);
    // no pass beside the deployment's own, neither before the first nor while the stack is deleted
    source.node.addDependency(directory.resource);
    ruleIntoQueue(this, {
      eventBusName: FINDINGS_BUS,
      description: LIFECYCLE,
      eventPattern: lifecyclePattern(managementAccount),
      queue,
      undelivered,
      tries: Duration.hours(1),
    });
  }
}
