import { arn, text } from '../../contract/checks';
import type { Checks } from '../../contract/service';

/** SNS: topics; subscriptions are authorized on their topic. */
export const checks: Checks = (call, input) => {
  const { operation } = call;
  const named = text(input, 'Name');
  const subscribed = text(input, 'SubscriptionArn')?.split(':').slice(0, 6).join(':');
  const topic = text(input, 'TopicArn') ?? text(input, 'TargetArn') ?? text(input, 'ResourceArn') ?? subscribed;
  const resource = topic ?? (named === undefined ? '*' : arn(call, 'sns', named));
  return [{ action: `sns:${operation === 'PublishBatch' ? 'Publish' : operation}`, resource }];
};
