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
  /** which the management account must be in; undefined where the configuration does not say */
  readonly organizationId: string | undefined;
}

const SETTINGS: EventBusProps = {
  description: 'GuardDuty findings of all governed regions, and lifecycle events of the organization.',
  // without detail: what findings say has no business in a log
  logConfig: { level: Level.INFO, includeDetail: IncludeDetail.NONE },
};

/**
 * The bus that every region forwards to. The administrator's own regions put events through their roles; beside them only rules
 * of ours in the management account may. A whole organization on the bus, or all of the management account, could forge
 * notifications. That a bus policy sees the sending rule as `aws:SourceArn` rests on one page of the EventBridge guide ("Send
 * events from specific rules to an Amazon EventBridge bus in a different Region"); where it did not hold, these events would
 * be parked, and ring.
 */
export class FindingsBus extends EventBus {
  /** whether it can log what it delivers */
  readonly logs: boolean;

  constructor(scope: Construct, id: string, props: FindingsBusProps) {
    const { eventBusSettings } = partitionFacts(props.hub.partition);
    super(scope, id, { eventBusName: FINDINGS_BUS, ...(eventBusSettings && SETTINGS) });
    this.logs = eventBusSettings;
    const policy = new PolicyDocument({ statements: [managementPuts(props)] });
    // where CloudFormation knows no settings, it knows the policy as text alone
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
