import { DetectiveClient } from '@aws-sdk/client-detective';
import { GuardDutyClient, type GuardDutyClientConfig } from '@aws-sdk/client-guardduty';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import type { Spent } from './call';
import { Detective } from './detective';
import { GuardDuty } from './guardduty';
import { Organizations } from './organizations';

/** How AWS is reached; everything absent is what the SDK finds in the environment, `AWS_ENDPOINT_URL` included. */
export interface Connection {
  readonly credentials?: GuardDutyClientConfig['credentials'];
  readonly requestHandler?: GuardDutyClientConfig['requestHandler'];
  /** 10 where absent: with the SDK's backoff that outlasts minutes of throttling */
  readonly maxAttempts?: number;
  /** tells ports to begin no further batch */
  readonly spent?: Spent;
}

/** The ports of one run, one per service and region. They remember detector ids and graphs: make anew for each run. */
export interface Aws {
  organizations(region: string): Organizations;
  guardDuty(region: string): GuardDuty;
  detective(region: string): Detective;
}

/** The one place that makes SDK clients. */
export function connect({ maxAttempts = 10, spent = () => false, ...reach }: Connection = {}): Aws {
  // the SDK waits longer after each refusal, so no port ever waits
  const settings = { ...reach, maxAttempts, retryMode: 'standard' };
  return {
    organizations: once((region) => new Organizations(new OrganizationsClient({ ...settings, region }), region)),
    guardDuty: once((region) => new GuardDuty(new GuardDutyClient({ ...settings, region }), region, spent)),
    detective: once((region) => new Detective(new DetectiveClient({ ...settings, region }), region, spent)),
  };
}

function once<T>(make: (region: string) => T): (region: string) => T {
  const made = new Map<string, T>();
  return (region) => {
    const known = made.get(region) ?? make(region);
    made.set(region, known);
    return known;
  };
}
