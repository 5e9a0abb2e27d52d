import { LambdaClient } from '@aws-sdk/client-lambda';
import type { Connection } from '../clients';
import { ATTEMPTS } from '../limits';
import { Functions } from './functions';

/** The functions of a region. It is separate from the other ports, whose clients would slow down the start of the function that uses it. */
export function connectFunctions(region: string, { credentials, requestHandler }: Connection = {}): Functions {
  const client = new LambdaClient({
    region,
    maxAttempts: ATTEMPTS.pass,
    retryMode: 'standard',
    ...(credentials && { credentials }),
    ...(requestHandler && { requestHandler }),
  });
  return new Functions(client, region);
}
