import { DetectiveClient } from '@aws-sdk/client-detective';
import type { Connection } from './clients';
import { Detective } from './detective/detective';
import { DetectiveInvestigations } from './detective/investigations';
import { ATTEMPTS } from './limits';

/**
 * Detective's investigations in a region, each call made once: where an answer is lost, whoever calls looks first whether
 * the investigation was started all the same.
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
