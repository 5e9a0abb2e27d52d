import { z } from 'zod';
import { arn } from './addresses';
import { ENVELOPE } from './envelope';

/** A function of the home region. */
export const lambda = z
  .strictObject({
    functionArn: arn('lambda', 'arn:aws:lambda:eu-west-1:222222222222:function:name').describe(
      'function in the home region',
    ),
  })
  .transform(({ functionArn }) => ({
    kind: 'lambda' as const,
    form: ENVELOPE,
    existing: { at: ['lambda', 'functionArn'], arn: functionArn, anyRegion: false },
    destination: { via: 'role' as const, arn: functionArn, action: 'lambda:InvokeFunction' },
    delivered: { known: 'Lambda accepted it for the function', look: 'look at the log of the function' },
  }))
  .optional()
  .describe('a function, which receives the notification as JSON');
