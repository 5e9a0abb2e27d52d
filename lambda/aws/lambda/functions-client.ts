import { LambdaClient } from '@aws-sdk/client-lambda';
import type { Connection } from '../clients';
import { Functions } from './functions';

/** For throttling and lost connections: what a pass throws is its answer, and a pass that runs twice changes nothing. */
const ATTEMPTS = 3;

/** The functions of a region, apart from all other ports: beside their clients the small function that asks them would start slowly. */
export function connectFunctions(region: string, { credentials, requestHandler }: Connection = {}): Functions {
  const client = new LambdaClient({
    region,
    maxAttempts: ATTEMPTS,
    retryMode: 'standard',
    ...(credentials && { credentials }),
    ...(requestHandler && { requestHandler }),
  });
  return new Functions(client, region);
}
