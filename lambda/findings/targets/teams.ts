import { z } from 'zod';

/** A channel of Microsoft Teams, through Amazon Q Developer in chat applications. */
export const teams = z
  .strictObject({
    tenantId: z.guid().describe('tenant'),
    teamId: z.guid().describe('team, authorized in the console once'),
    channelId: z.string().min(1).describe('channel, as in its link'),
  })
  .transform((settings) => ({
    kind: 'teams' as const,
    form: { kind: 'chat' as const, client: 'teams' as const },
    destination: { via: 'chat' as const, channel: { client: 'teams' as const, ...settings } },
    delivered: { known: 'the topic of the channel accepted it', look: 'look at the channel in Teams' },
  }))
  .optional()
  .describe('a channel of Microsoft Teams');
