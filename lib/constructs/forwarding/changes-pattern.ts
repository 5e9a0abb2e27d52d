/** Sources of events about the resources of a region's passes: rules, functions, schedules and state machines. */
export const CHANGES = {
  sources: ['aws.events', 'aws.lambda', 'aws.scheduler', 'aws.states'],
  detailType: 'AWS API Call via CloudTrail',
} as const;

/** Calls after which a resource of a region may no longer run as deployed. Lambda's names in CloudTrail end with an API version. */
const CALLS = [
  ...['DisableRule', 'DeleteRule', 'PutRule', 'PutTargets', 'RemoveTargets'],
  ...['UpdateSchedule', 'DeleteSchedule', 'UpdateStateMachine', 'DeleteStateMachine'],
  ...['PutFunctionConcurrency', 'UpdateFunctionCode', 'UpdateFunctionConfiguration', 'DeleteFunction'].map(
    (prefix) => ({
      prefix,
    }),
  ),
];

/**
 * Event pattern of changes to muster's own resources in a region by anyone but CloudFormation. CloudTrail sends such events only
 * where a trail logs management events.
 * @param stack whose name begins the names that CloudFormation chooses
 */
export function changesPattern(account: string, stack: string) {
  const named = (field: string, ...names: readonly object[]) => ({ requestParameters: { [field]: names } });
  return {
    account: [account],
    source: [...CHANGES.sources],
    'detail-type': [CHANGES.detailType],
    detail: {
      eventName: CALLS,
      sourceIPAddress: [{ 'anything-but': ['cloudformation.amazonaws.com'] }],
      $or: [
        named('name', { prefix: 'muster-' }, { prefix: `${stack}-` }),
        named('rule', { prefix: 'muster-' }),
        // a name, or an ARN
        named('functionName', { prefix: 'muster-' }, { wildcard: '*:function:muster-*' }),
        named('stateMachineArn', { wildcard: '*:stateMachine:muster-*' }),
      ],
    },
  };
}
