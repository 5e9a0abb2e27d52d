import * as schemas from '@aws-sdk/client-sns';
import type { Service } from '../../contract/service';
import { checks } from './checks';
import { invalidParameter } from './errors';
import { createTopic } from './operations/create-topic';
import { publish, publishBatch } from './operations/publish';
import { confirmSubscription, subscribe, unsubscribe } from './operations/subscribe';
import {
  getSubscriptionAttributes,
  listSubscriptions,
  listSubscriptionsByTopic,
  setSubscriptionAttributes,
} from './operations/subscriptions';
import { tags } from './operations/tags';
import { deleteTopic, getTopicAttributes, listTopics, setTopicAttributes } from './operations/topics';

/** Amazon Simple Notification Service. */
export const sns: Service = {
  signingName: 'sns',
  schemas,
  protocol: 'query',
  version: '2010-03-31',
  namespace: 'http://sns.amazonaws.com/doc/2010-03-31/',
  scope: 'regional',
  checks,
  operations: {
    ...tags,
    ConfirmSubscription: confirmSubscription,
    CreateTopic: createTopic,
    DeleteTopic: deleteTopic,
    GetSubscriptionAttributes: getSubscriptionAttributes,
    GetTopicAttributes: getTopicAttributes,
    ListSubscriptions: listSubscriptions,
    ListSubscriptionsByTopic: listSubscriptionsByTopic,
    ListTopics: listTopics,
    Publish: publish,
    PublishBatch: publishBatch,
    SetSubscriptionAttributes: setSubscriptionAttributes,
    SetTopicAttributes: setTopicAttributes,
    Subscribe: subscribe,
    Unsubscribe: unsubscribe,
  },
  invalid: invalidParameter,
};
