import type { Call } from '../../contract/service';
import { admits } from '../../policy/resource-policy';
import { authorizationError, invalidParameter, notFound } from './errors';
import { type Subscription, subscriptions, type Topic, topics } from './state';

/**
 * The topic with an ARN, if the caller may perform `action` on it.
 * @throws AwsError NotFound, AuthorizationError
 */
export function findTopic(arn: string | undefined, action: string, call: Call): Topic {
  const { accountId } = partsOf(arn, 'TopicArn');
  const found = call.world.state.peek(topics, accountId, call.region)?.get(arn ?? '');
  if (!found) throw notFound('Topic');
  const policy = found.attributes.get('Policy');
  if (!admits(policy, found.accountId, { principal: call.caller, action, resource: found.arn }, call.world))
    throw authorizationError(call.caller.arn, action, found.arn);
  return found;
}

/** The subscription with an ARN. @throws AwsError NotFound */
export function findSubscription(arn: string | undefined, call: Call): Subscription {
  const { accountId } = partsOf(arn, 'SubscriptionArn');
  const found = call.world.state.peek(subscriptions, accountId, call.region)?.get(arn ?? '');
  if (!found) throw notFound('Subscription');
  return found;
}

function partsOf(arn: string | undefined, parameter: string): { accountId: string } {
  const accountId = /^arn:[\w-]+:sns:[\w-]+:(\d{12}):/.exec(arn ?? '')?.[1];
  if (accountId === undefined)
    throw invalidParameter(`${parameter} Reason: An ARN must have at least 6 elements, not 1`);
  return { accountId };
}
