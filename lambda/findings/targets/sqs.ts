import { z } from 'zod';
import { arn } from './addresses';
import { ENVELOPE } from './envelope';

/** A queue, for programs that read findings. */
export const sqs = z
  .strictObject({
    queueArn: arn('sqs', 'arn:aws:sqs:eu-west-1:222222222222:queue')
      .optional()
      .describe('an existing queue in the home region; without it one is created, encrypted'),
  })
  .transform(({ queueArn }) => ({
    kind: 'sqs' as const,
    form: ENVELOPE,
    existing: queueArn === undefined ? undefined : { at: ['sqs', 'queueArn'], arn: queueArn, anyRegion: false },
    destination: { via: 'queue' as const, queueArn, action: 'sqs:SendMessage' },
    delivered: { known: 'the queue has it', look: 'look at the program that reads the queue' },
  }))
  .optional()
  .describe('an SQS queue, which receives the notification as JSON');
