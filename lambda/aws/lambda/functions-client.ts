import { LambdaClient } from '@aws-sdk/client-lambda';
import type { Connection } from '../clients';
import { ATTEMPTS } from '../limits';
import { Functions } from './functions';

/** The functions of a region, apart from all other ports: beside their clients the small function that asks them would start slowly. */
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
