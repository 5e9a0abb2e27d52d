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
  /** where the events arrive: the place of the findings bus */
  readonly hub: Place;
  readonly directory: Controller;
  /** the account that sends the events */
  readonly managementAccount: string;
  /** keeps events that could not be queued, or whose listing failed */
  readonly undelivered: DeadLetterQueue;
}

/** Organizations lists a change some time after it sends the event, and other services learn of it even later. */
const DELAY = Duration.seconds(60);
/** Events within this time share one listing: whole units are moved, or a hundred accounts created, in a row. */
const WINDOW = Duration.seconds(30);
const BATCH_SIZE = 1000;
const MAX_RECEIVES = 3;
/** AWS requires at least the function's timeout. */
const VISIBILITY = Duration.minutes(15);

/**
 * Lists the accounts again after an event about one of them. A queue collects the events, so that one listing serves several,
 * and the regions are woken once.
 */
export class ListingOnEvent extends Construct {
  constructor(scope: Construct, id: string, props: ListingOnEventProps) {
    super(scope, id);
    const { hub, directory, managementAccount, undelivered } = props;
    const queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      deliveryDelay: DELAY,
      visibilityTimeout: VISIBILITY,
      deadLetterQueue: { queue: undelivered.queue, maxReceiveCount: MAX_RECEIVES },
    });
    const { pass } = directory;
    pass.addEnvironment('EVENT_BUS_NAME', FINDINGS_BUS);
    const role = pass.role as ExecutionRole;
    role.permit(new PolicyStatement({ sid: 'Poll', actions: [...pollActions], resources: [queue.queueArn] }));
    role.permit(new PolicyStatement({ sid: 'Wake', actions: ['events:PutEvents'], resources: [findingsBusArn(hub)] }));
    const source = new CfnEventSourceMapping(this, 'Source', {
      eventSourceArn: queue.queueArn,
      functionName: pass.functionName,
      batchSize: BATCH_SIZE,
      maximumBatchingWindowInSeconds: WINDOW.toSeconds(),
      // the minimum that AWS accepts
      scalingConfig: { maximumConcurrency: 2 },
    });
    source.node.addDependency(pass);
    // no other pass runs before the deployment's first one, or while the stack is deleted
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
