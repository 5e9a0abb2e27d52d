import type {
  SendMessageBatchCommandInput,
  SendMessageBatchCommandOutput,
  SendMessageCommandInput,
  SendMessageCommandOutput,
} from '@aws-sdk/client-sqs';
import type { Operation } from '../../../contract/service';
import { AwsError } from '../../../kernel/aws-error';
import { checkBatch } from '../batch';
import { findQueue } from '../find-queue';
import { md5, send } from '../send';
import type { Message } from '../state';

/** SendMessage. */
export const sendMessage: Operation<SendMessageCommandInput, Partial<SendMessageCommandOutput>> = async (input, call) =>
  answer(await send(findQueue(input.QueueUrl, 'sqs:SendMessage', call), input, call));

/** SendMessageBatch: up to 10, each with its own outcome. */
export const sendMessageBatch: Operation<SendMessageBatchCommandInput, Partial<SendMessageBatchCommandOutput>> = async (
  input,
  call,
) => {
  const queue = findQueue(input.QueueUrl, 'sqs:SendMessage', call);
  const Successful: SendMessageBatchCommandOutput['Successful'] = [];
  const Failed: SendMessageBatchCommandOutput['Failed'] = [];
  for (const { Id = '', ...sent } of checkBatch(input.Entries)) {
    try {
      Successful.push({ Id, ...answer(await send(queue, sent, call)) });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      Failed.push({ Id, SenderFault: true, Code: error.code, Message: error.message });
    }
  }
  return {
    ...(Successful.length > 0 ? { Successful } : {}),
    ...(Failed.length > 0 ? { Failed } : {}),
  } as Partial<SendMessageBatchCommandOutput>;
};

function answer({ id, body, sequenceNumber }: Message) {
  return {
    MessageId: id,
    MD5OfMessageBody: md5(body),
    ...(sequenceNumber === undefined ? {} : { SequenceNumber: sequenceNumber }),
  };
}
