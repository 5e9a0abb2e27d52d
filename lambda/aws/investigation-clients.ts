import { DetectiveClient } from '@aws-sdk/client-detective';
import type { Connection } from './clients';
import { Detective } from './detective/detective';
import { DetectiveInvestigations } from './detective/investigations';
import { ATTEMPTS } from './limits';

/**
 * Detective's investigations in a region, without retries: if an answer is lost, the caller first checks whether the
 * investigation was started.
 */
export function connectInvestigations(region: string, { credentials, requestHandler }: Connection = {}) {
  const client = new DetectiveClient({
    region,
    maxAttempts: ATTEMPTS.investigation,
    ...(credentials && { credentials }),
    ...(requestHandler && { requestHandler }),
  });
  return new DetectiveInvestigations(client, region, new Detective(client, region, () => false));
}
