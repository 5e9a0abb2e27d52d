import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IAlarmRef, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { findingsBusArn, type Place } from '../../names';
import type { DeadLetterQueue } from '../dead-letter-queue';
import { ForwarderRole } from '../roles/forwarder-role';

export interface EventForwarderProps {
  /** where the events arise */
  readonly place: Place;
  /** where the findings bus is */
  readonly hub: Place;
  /** keeps what could not be forwarded */
  readonly undelivered: DeadLetterQueue;
  /** what is forwarded beside alarms; nothing where absent */
  readonly events?: {
    /** in one sentence */
    readonly description: string;
    /** EventBridge's pattern, as it is on the wire */
    readonly pattern: Readonly<Record<string, unknown>>;
  };
  /** alarms that are told at home, beside those about forwarding */
  readonly alarms?: readonly IAlarmRef[];
  /** names of the two rules, where a policy names them; CloudFormation chooses them where absent */
  readonly ruleNames?: { readonly events: string; readonly alarms: string };
  /** may put events on the findings bus; one is made where absent */
  readonly role?: IRole;
}

/** Forwards events and alarms from the default bus here to the findings bus, the alarms about doing so with them. */
export class EventForwarder extends Construct {
  private readonly role: IRole;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: EventForwarderProps,
  ) {
    super(scope, id);
    const { events, undelivered, alarms: others = [], place, hub, ruleNames } = props;
    this.role = props.role ?? new ForwarderRole(this, 'Role', { place, hub });
    const forwarded = events && this.forward('Rule', events.description, events.pattern, ruleNames?.events);
    const own = forwarded ? [this.alarmOnFailure(forwarded)] : [];
    const alarms = [undelivered.alarm, ...own, ...others];
    const pattern = {
      source: ['aws.cloudwatch'],
      'detail-type': ['CloudWatch Alarm State Change'],
      resources: alarms.map(({ alarmRef }) => alarmRef.alarmArn),
      detail: { state: { value: ['ALARM'] } },
    };
    this.forward('Alarms', 'An alarm of this region rings.', pattern, ruleNames?.alarms);
  }

  /** EventBridge tries for a day, which is its own default said aloud; after that the event is parked. */
  private forward(id: string, description: string, eventPattern: unknown, name: string | undefined): CfnRule {
    const { hub, undelivered } = this.props;
    const rule = new CfnRule(this, id, {
      ...(name !== undefined && { name }),
      description,
      eventPattern,
      targets: [
        {
          id: 'FindingsBus',
          arn: findingsBusArn(hub),
          roleArn: this.role.roleArn,
          deadLetterConfig: { arn: undelivered.queue.queueArn },
          retryPolicy: { maximumEventAgeInSeconds: Duration.days(1).toSeconds(), maximumRetryAttempts: 185 },
        },
      ],
    });
    undelivered.acceptFromRule(rule.attrArn);
    return rule;
  }

  /** Where even the dead-letter queue fails, this is all that is heard. */
  private alarmOnFailure(rule: CfnRule): Alarm {
    return new Alarm(this, 'FailedInvocations', {
      alarmDescription:
        'Events did not reach the findings bus: the dead-letter queue has them, with the reason. Runbook: NotForwarded.',
      metric: new Metric({
        namespace: 'AWS/Events',
        metricName: 'FailedInvocations',
        dimensionsMap: { RuleName: rule.ref },
        period: Duration.minutes(5),
        statistic: 'Sum',
      }),
      threshold: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }
}
