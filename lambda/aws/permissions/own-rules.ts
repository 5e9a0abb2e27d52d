/** Read by `lib` too: no SDK. The calls with which a pass checks its own rules in EventBridge. */
import type { PermissionSet } from './permission-set';

interface OwnRule {
  readonly name: string;
  readonly bus?: string | undefined;
}

/** Reads the state and the targets of these rules, and of no others; nothing if there are none. */
export function lookAfterRules(rules: readonly OwnRule[] = []): PermissionSet[] {
  if (rules.length === 0) return [];
  const arnOf = ({ name, bus }: OwnRule) =>
    `arn:\${partition}:events:\${region}:\${account}:rule/${bus === undefined ? '' : `${bus}/`}${name}`;
  return [
    { sid: 'OwnRules', actions: ['events:DescribeRule', 'events:ListTargetsByRule'], resources: rules.map(arnOf) },
  ];
}
