import { tagOperations } from '../../../contract/tag-list';
import { findTopic } from '../find-topic';

/** The tags of topics. */
export const tags = tagOperations('ResourceArn', (arn, call) => findTopic(arn, `sns:${call.operation}`, call).tags);
