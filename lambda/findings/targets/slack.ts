import { z } from 'zod';

/** A channel of Slack, through Amazon Q Developer in chat applications. */
export const slack = z
  .strictObject({
    workspaceId: z
      .string()
      .regex(/^T[A-Z0-9]+$/, 'must be like T0123ABCD')
      .describe('workspace, authorized in the console once'),
    channelId: z
      .string()
      .regex(/^[CG][A-Z0-9]+$/, 'must be like C0123ABCD')
      .describe('channel'),
  })
  .transform((settings) => ({
    kind: 'slack' as const,
    form: { kind: 'chat' as const, client: 'slack' as const },
    destination: { via: 'chat' as const, channel: { client: 'slack' as const, ...settings } },
    delivered: {
      known: 'the topic of the channel accepted it',
      look: `look at channel ${settings.channelId} in Slack`,
    },
  }))
  .optional()
  .describe('a channel of Slack');
