import * as schemas from '@aws-sdk/client-sqs';
import type { Service } from '../../contract/service';
import { checks } from './checks';
import { missingParameter } from './errors';
import { measure } from './measure';
import { createQueue } from './operations/create-queue';
import {
  changeMessageVisibility,
  changeMessageVisibilityBatch,
  deleteMessage,
  deleteMessageBatch,
} from './operations/delete-message';
import { cancelMessageMoveTask, listMessageMoveTasks, startMessageMoveTask } from './operations/message-moves';
import { getQueueAttributes, setQueueAttributes } from './operations/queue-attributes';
import { deleteQueue, getQueueUrl, listDeadLetterSourceQueues, listQueues, purgeQueue } from './operations/queues';
import { receiveMessage } from './operations/receive-message';
import { sendMessage, sendMessageBatch } from './operations/send-message';
import { listQueueTags, tagQueue, untagQueue } from './operations/tags';

/** Amazon Simple Queue Service. */
export const sqs: Service = {
  signingName: 'sqs',
  schemas,
  protocol: 'json-1.0',
  target: 'AmazonSQS',
  version: '2012-11-05',
  scope: 'regional',
  checks,
  operations: {
    CancelMessageMoveTask: cancelMessageMoveTask,
    ChangeMessageVisibility: changeMessageVisibility,
    ChangeMessageVisibilityBatch: changeMessageVisibilityBatch,
    CreateQueue: createQueue,
    DeleteMessage: deleteMessage,
    DeleteMessageBatch: deleteMessageBatch,
    DeleteQueue: deleteQueue,
    GetQueueAttributes: getQueueAttributes,
    GetQueueUrl: getQueueUrl,
    ListDeadLetterSourceQueues: listDeadLetterSourceQueues,
    ListMessageMoveTasks: listMessageMoveTasks,
    ListQueueTags: listQueueTags,
    ListQueues: listQueues,
    PurgeQueue: purgeQueue,
    ReceiveMessage: receiveMessage,
    SendMessage: sendMessage,
    SendMessageBatch: sendMessageBatch,
    SetQueueAttributes: setQueueAttributes,
    StartMessageMoveTask: startMessageMoveTask,
    TagQueue: tagQueue,
    UntagQueue: untagQueue,
  },
  invalid: missingParameter,
  measure,
};
