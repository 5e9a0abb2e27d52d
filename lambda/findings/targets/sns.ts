import { z } from 'zod';
import { arn } from './addresses';

/** A topic that people subscribe to by e-mail. */
export const sns = z
  .strictObject({
    topicArn: arn('sns', 'arn:aws:sns:eu-west-1:222222222222:topic')
      .optional()
      .describe('an existing topic; without it one is created, encrypted'),
    emails: z
      .array(z.email().meta({ title: 'address' }))
      .default([])
      .describe('addresses to subscribe, each of which confirms once'),
  })
  .transform(({ topicArn, emails }) => ({
    kind: 'sns' as const,
    form: { kind: 'email' as const },
    existing: topicArn === undefined ? undefined : { at: ['sns', 'topicArn'], arn: topicArn, anyRegion: false },
    destination: { via: 'publisher' as const, topicArn, emails },
  }))
  .optional()
  .describe('an SNS topic, for e-mail');
