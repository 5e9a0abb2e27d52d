import type { Metered } from './metered-items';

/**
 * The daily cost of each item for an account, in US dollars. Invented, because a simulated account has no usage to measure. All
 * accounts cost the same, so that the sum shows what a rollout switches on.
 */
const PRICE_PER_DAY: Readonly<Partial<Record<Metered['name'], number>>> = {
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

/** @returns 0 for items that are not billed by the day: volumes are only scanned for malware after a finding */
export function priceOfDay(name: Metered['name']): number {
  return PRICE_PER_DAY[name] ?? 0;
}
