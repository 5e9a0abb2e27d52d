import { type CfnEventBus, EventBus, type EventBusProps, IncludeDetail, Level } from 'aws-cdk-lib/aws-events';
import { AccountPrincipal, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { defaultRuleArn, FINDINGS_BUS, findingsBusArn, MANAGEMENT_RULES, type Place } from '../../names';
import { partitionFacts } from '../../regions';

export interface FindingsBusProps {
  readonly hub: Place;
  readonly managementAccount: string;
  /** regions of the stacks in the management account */
  readonly managementRegions: readonly string[];
  /** the organization that the management account must be in; undefined if the configuration does not name it */
  readonly organizationId: string | undefined;
}

const SETTINGS: EventBusProps = {
  description: 'GuardDuty findings of all governed regions, and lifecycle events of the organization.',
  // without detail: the content of findings does not belong in a log
  logConfig: { level: Level.INFO, includeDetail: IncludeDetail.NONE },
};

/**
 * The bus that every region forwards to. The administrator's regions put events with their roles; otherwise only muster's
 * rules in the management account may. If the whole organization or management account could put events, it could forge
 * notifications. That a bus policy sees the sending rule as `aws:SourceArn` rests on one page of the EventBridge guide ("Send
 * events from specific rules to an Amazon EventBridge bus in a different Region"); if it is wrong, these events are parked
 * and raise an alarm.
 */
export class FindingsBus extends EventBus {
  /** whether it can log its deliveries */
  readonly logs: boolean;

  constructor(scope: Construct, id: string, props: FindingsBusProps) {
    const { eventBusSettings } = partitionFacts(props.hub.partition);
    super(scope, id, { eventBusName: FINDINGS_BUS, ...(eventBusSettings && SETTINGS) });
    this.logs = eventBusSettings;
    const policy = new PolicyDocument({ statements: [managementPuts(props)] });
    // where CloudFormation has no settings of a bus, it accepts the policy only as text
    (this.node.defaultChild as CfnEventBus).policy = eventBusSettings ? policy : this.stack.toJsonString(policy);
  }
}

function managementPuts({ hub, managementAccount, managementRegions, organizationId }: FindingsBusProps) {
  const places = managementRegions.map((region) => ({ ...hub, account: managementAccount, region }));
  const names = Object.values(MANAGEMENT_RULES);
  return new PolicyStatement({
    sid: 'LifecycleEvents',
    principals: [new AccountPrincipal(managementAccount)],
    actions: ['events:PutEvents'],
    resources: [findingsBusArn(hub)],
    conditions: {
      ArnEquals: { 'aws:SourceArn': places.flatMap((place) => names.map((name) => defaultRuleArn(place, name))) },
      ...(organizationId !== undefined && { StringEquals: { 'aws:PrincipalOrgID': organizationId } }),
    },
  });
}
