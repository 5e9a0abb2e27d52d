import type { Metered } from './metered';

/**
 * What a day of each costs an account, in US dollars. Invented: nothing happens in a simulated account that could be
 * counted. All accounts cost the same, so that what a rollout switches on can be seen in the sum.
 */
const A_DAY: Readonly<Partial<Record<Metered['name'], number>>> = {
  CLOUD_TRAIL: 0.4,
  DNS_LOGS: 0.1,
  FLOW_LOGS: 0.5,
  S3_DATA_EVENTS: 0.2,
  EKS_AUDIT_LOGS: 0.3,
  LAMBDA_NETWORK_LOGS: 0.1,
  RDS_LOGIN_EVENTS: 0.2,
  EKS_RUNTIME_MONITORING: 0.6,
  EC2_RUNTIME_MONITORING: 0.6,
  FARGATE_RUNTIME_MONITORING: 0.3,
  AI_PROTECTION: 0.1,
};

/** @returns 0 where nothing is billed by the day: volumes are scanned for malware when something is found */
export function priceOfDay(name: Metered['name']): number {
  return A_DAY[name] ?? 0;
}
