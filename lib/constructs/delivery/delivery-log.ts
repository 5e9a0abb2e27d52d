import { RemovalPolicy } from 'aws-cdk-lib';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  CfnDelivery,
  CfnDeliveryDestination,
  CfnDeliverySource,
  LogGroup,
  ResourcePolicy,
  RetentionDays,
} from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { FINDINGS_BUS, type Place } from '../../names';

export interface DeliveryLogProps {
  readonly place: Place;
  /** the findings bus, which logs at level INFO */
  readonly bus: EventBus;
}

/** EventBridge delivers the logs of steps and of failures separately. */
const LOG_TYPES = { Steps: 'INFO_LOGS', Failures: 'ERROR_LOGS' } as const;

const nameOf = (kind: string): string => `${FINDINGS_BUS}-${kind}`;

/** Logs what EventBridge did with each event of a bus, for each target: the evidence that it was delivered. */
export class DeliveryLog extends Construct {
  readonly logGroup: LogGroup;

  constructor(scope: Construct, id: string, { place, bus }: DeliveryLogProps) {
    super(scope, id);
    this.logGroup = new LogGroup(this, 'Log', {
      retention: RetentionDays.ONE_YEAR,
      // the evidence of notifications outlives the stack
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    const policy = this.letIn(place, Object.values(LOG_TYPES).map(nameOf));
    const destination = new CfnDeliveryDestination(this, 'Destination', {
      name: nameOf('log'),
      destinationResourceArn: this.logGroup.logGroupArn,
    });
    let before: CfnDelivery | undefined;
    for (const [kind, logType] of Object.entries(LOG_TYPES)) {
      const source = new CfnDeliverySource(this, `${kind}Source`, {
        name: nameOf(logType),
        resourceArn: bus.eventBusArn,
        logType,
      });
      const delivery = new CfnDelivery(this, kind, {
        deliverySourceName: source.ref,
        deliveryDestinationArn: destination.attrArn,
      });
      delivery.node.addDependency(policy);
      // two deliveries to one destination cannot be created at once: "operation conflict"
      if (before) delivery.addResourceDependency(before);
      before = delivery;
    }
  }

  private letIn({ partition, region, account }: Place, sources: readonly string[]): ResourcePolicy {
    return new ResourcePolicy(this, 'Policy', {
      resourcePolicyName: nameOf('log'),
      policyStatements: [
        new PolicyStatement({
          principals: [new ServicePrincipal('delivery.logs.amazonaws.com')],
          actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          resources: [this.logGroup.logGroupArn],
          conditions: {
            StringEquals: { 'aws:SourceAccount': account },
            ArnEquals: {
              'aws:SourceArn': sources.map(
                (name) => `arn:${partition}:logs:${region}:${account}:delivery-source:${name}`,
              ),
            },
          },
        }),
      ],
    });
  }
}
