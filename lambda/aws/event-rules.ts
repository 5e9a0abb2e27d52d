import {
  DescribeRuleCommand,
  type EventBridgeClient,
  ListTargetsByRuleCommand,
  ResourceNotFoundException,
  TestEventPatternCommand,
} from '@aws-sdk/client-eventbridge';
import { call } from './call';

/** A rule on a bus. */
export interface EventRule {
  readonly enabled: boolean;
  /** JSON */
  readonly pattern: string;
}

/** The rules of EventBridge in a region. */
export class EventRules {
  constructor(
    private readonly client: EventBridgeClient,
    private readonly region: string,
  ) {}

  /** A rule by its ARN; undefined where there is none any more. */
  async find(ruleArn: string): Promise<EventRule | undefined> {
    try {
      const { State, EventPattern = '{}' } = await call(`reading EventBridge rule (${ruleArn})`, this.region, () =>
        this.client.send(new DescribeRuleCommand(named(ruleArn))),
      );
      return { enabled: State !== 'DISABLED', pattern: EventPattern };
    } catch (error) {
      if (error instanceof Error && error.cause instanceof ResourceNotFoundException) return undefined;
      throw error;
    }
  }

  /** Whether a pattern takes an event, both as JSON. */
  async takes(EventPattern: string, Event: string): Promise<boolean> {
    const { Result = false } = await call('testing an EventBridge pattern', this.region, () =>
      this.client.send(new TestEventPatternCommand({ EventPattern, Event })),
    );
    return Result;
  }

  /** ARNs of the targets of a rule. */
  async targets(EventBusName: string, Rule: string): Promise<string[]> {
    const { Targets = [] } = await call(`reading targets of EventBridge rule (${Rule})`, this.region, () =>
      this.client.send(new ListTargetsByRuleCommand({ EventBusName, Rule })),
    );
    return Targets.map(({ Arn = '' }) => Arn);
  }
}

/** `rule/<name>` on the default bus, `rule/<bus>/<name>` on others. */
function named(ruleArn: string): { Name: string; EventBusName?: string } {
  const [, first = '', second] = ruleArn.slice(ruleArn.indexOf(':rule/')).split('/');
  return second === undefined ? { Name: first } : { Name: second, EventBusName: first };
}
