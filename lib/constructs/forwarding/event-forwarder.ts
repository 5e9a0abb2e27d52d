import { Duration } from 'aws-cdk-lib';
import type { Alarm, IAlarmRef } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { findingsBusArn, type Place } from '../../names';
import type { DeadLetterQueue } from '../dead-letter-queue';
import { ForwarderRole } from '../roles/forwarder-role';
import { failedInvocations, thresholdAlarm } from '../threshold-alarm';

export interface EventForwarderProps {
  /** where the events arise */
  readonly place: Place;
  /** where the findings bus is */
  readonly hub: Place;
  /** keeps events that could not be forwarded */
  readonly undelivered: DeadLetterQueue;
  /** events to forward in addition to alarms; none if absent */
  readonly events?: {
    /** one sentence */
    readonly description: string;
    /** event pattern as EventBridge's API has it */
    readonly pattern: Readonly<Record<string, unknown>>;
  };
  /** alarms to forward, in addition to those on forwarding itself */
  readonly alarms?: readonly IAlarmRef[];
  /** names of the two rules, if a policy refers to them; chosen by CloudFormation if absent */
  readonly ruleNames?: { readonly events: string; readonly alarms: string };
  /** the role that may put events on the findings bus; created if absent */
  readonly role?: IRole;
  /** changes of muster's own resources, forwarded as alarms are; none if absent */
  readonly changes?: { readonly name: string; readonly pattern: Readonly<Record<string, unknown>> };
}

/** Forwards events and alarms from the default bus of its place to the findings bus, including its own alarms. */
export class EventForwarder extends Construct {
  private readonly role: IRole;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: EventForwarderProps,
  ) {
    super(scope, id);
    const { events, undelivered, alarms: others = [], place, hub, ruleNames, changes } = props;
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
    this.forward('Alarms', 'An alarm of this region was raised.', pattern, ruleNames?.alarms);
    if (changes)
      this.forward('Changes', "A resource of muster's own was changed in this region.", changes.pattern, changes.name);
  }

  /** EventBridge retries for a day, its default, and then parks the event. */
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

  /** The only sign of a failure if the dead-letter queue fails too. */
  private alarmOnFailure(rule: CfnRule): Alarm {
    return thresholdAlarm(this, 'FailedInvocations', {
      alarmDescription:
        'Events did not reach the findings bus: the dead-letter queue has them, with the reason. Runbook: NotForwarded.',
      metric: failedInvocations(rule.ref),
    });
  }
}
