import {
  DescribeRuleCommand,
  type EventBridgeClient,
  ListRuleNamesByTargetCommand,
  ListTargetsByRuleCommand,
  TestEventPatternCommand,
} from '@aws-sdk/client-eventbridge';
import { call, everyItem } from '../call';
import { isNotFound } from '../error-predicates';

/** A rule on a bus. */
export interface EventRule {
  readonly enabled: boolean;
  /** JSON */
  readonly pattern: string;
}

/** Whether a rule is in force, and for whom. */
export interface RuleState {
  readonly enabled: boolean;
  /** ARNs */
  readonly targets: readonly string[];
}

/** The rules of EventBridge in a region. */
export class EventRules {
  constructor(
    private readonly client: EventBridgeClient,
    private readonly region: string,
  ) {}

  /** A rule by its ARN; undefined if it does not exist. */
  find(ruleArn: string): Promise<EventRule | undefined> {
    return this.described(named(ruleArn));
  }

  /** A rule by its name; undefined if there is none any more. */
  async state(Name: string, EventBusName = 'default'): Promise<RuleState | undefined> {
    const rule = await this.described({ Name, EventBusName });
    return rule && { enabled: rule.enabled, targets: await this.targets(EventBusName, Name) };
  }

  /** Whether a pattern matches an event, both as JSON. */
  async takes(EventPattern: string, Event: string): Promise<boolean> {
    const { Result = false } = await call('testing an EventBridge pattern', this.region, () =>
      this.client.send(new TestEventPatternCommand({ EventPattern, Event })),
    );
    return Result;
  }

  /** The rules of the default bus that send to a target. */
  async toward(TargetArn: string): Promise<EventRule[]> {
    const names = await call(`listing EventBridge rules (${TargetArn})`, this.region, () =>
      everyItem(async (NextToken) => {
        const page = await this.client.send(new ListRuleNamesByTargetCommand({ TargetArn, NextToken }));
        return { items: page.RuleNames, next: page.NextToken };
      }),
    );
    const rules = await Promise.all(names.map((Name) => this.described({ Name })));
    return rules.flatMap((rule) => rule ?? []);
  }

  /** ARNs of the targets of a rule. */
  async targets(EventBusName: string, Rule: string): Promise<string[]> {
    const { Targets = [] } = await call(`reading targets of EventBridge rule (${Rule})`, this.region, () =>
      this.client.send(new ListTargetsByRuleCommand({ EventBusName, Rule })),
    );
    return Targets.map(({ Arn = '' }) => Arn);
  }

  private async described(rule: {
    readonly Name: string;
    readonly EventBusName?: string;
  }): Promise<EventRule | undefined> {
    try {
      const { State, EventPattern = '{}' } = await call(`reading EventBridge rule (${rule.Name})`, this.region, () =>
        this.client.send(new DescribeRuleCommand(rule)),
      );
      return { enabled: State !== 'DISABLED', pattern: EventPattern };
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  }
}

/** `rule/<name>` on the default bus, `rule/<bus>/<name>` on others. */
function named(ruleArn: string): { Name: string; EventBusName?: string } {
  const [, first = '', second] = ruleArn.slice(ruleArn.indexOf(':rule/')).split('/');
  return second === undefined ? { Name: first } : { Name: second, EventBusName: first };
}
