import { z } from 'zod';
import { endpoint, secretArn, secretValue } from './addresses';
import { ENVELOPE } from './envelope';

/** Anything that takes JSON over HTTPS, with a secret in a header. */
export const webhook = z
  .strictObject({
    secretArn: secretArn.describe('secret with `header` and `value`, sent with each call'),
    endpoint: endpoint.describe('receives the notification as JSON'),
  })
  .transform(({ secretArn, endpoint }) => ({
    kind: 'webhook' as const,
    form: ENVELOPE,
    destination: {
      via: 'https' as const,
      endpoint,
      credentials: {
        in: 'header' as const,
        name: secretValue(secretArn, 'header'),
        value: secretValue(secretArn, 'value'),
      },
    },
    delivered: { known: 'the endpoint answered 2xx', look: 'look at the endpoint' },
  }))
  .optional()
  .describe('anything that takes JSON');
