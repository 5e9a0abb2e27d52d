import { type Aws, type Connection, connect } from '../../lambda/aws/clients';
import type { DelegationDesired } from '../../lambda/delegation/desired';
import type { DetectiveDesired } from '../../lambda/detective/desired';
import type { GuardDutyDesired } from '../../lambda/guardduty/desired';
import type { LoggedCall } from '../../simulator/kernel/call-log';
import { requestHandler } from '../../simulator/request-handler';
import { allServices } from '../../simulator/services';
import { Simulation } from '../../simulator/simulation';
import { MANAGEMENT, organizationOf, SECURITY } from '../simulator/organization-of';

/** A simulated organization whose time stands still. */
export function start(parts: Parameters<typeof organizationOf>[0] = {}): Promise<Simulation> {
  return Simulation.start(organizationOf(parts), allServices, { clockRate: 0 });
}

/** How an account reaches the simulated organization: the SDK's own clients, in process. */
export function connectionOf(simulation: Simulation, account: string): Connection {
  return {
    credentials: { accessKeyId: `AKIA${account}`, secretAccessKey: 'secret' },
    requestHandler: requestHandler(simulation),
    maxAttempts: 3,
  };
}

export function awsOf(simulation: Simulation, account: string, more: Partial<Connection> = {}): Aws {
  return connect({ ...connectionOf(simulation, account), ...more });
}

/** What was asked of AWS since call `after` that changes something, whether or not it was refused. */
export function writes(simulation: Simulation, after = 0): LoggedCall[] {
  return simulation.calls.after(after).filter(({ operation }) => !/^(List|Get|Describe|BatchGet)/.test(operation));
}

/** The writes by name, in order. */
export function writeNames(simulation: Simulation, after = 0): string[] {
  return writes(simulation, after).map(({ operation }) => operation);
}

/** `count` member accounts with ids in order. */
export function members(count: number): { id: string }[] {
  return Array.from({ length: count }, (_, at) => ({ id: String(300000000000 + at) }));
}

const parties = {
  partition: 'aws',
  managementAccount: MANAGEMENT,
  administrator: SECURITY,
  onRemoval: 'retain',
} as const;

export const guardDuty = (desired: Partial<GuardDutyDesired> = {}): GuardDutyDesired => ({
  service: 'guardduty',
  ...parties,
  region: 'eu-west-1',
  autoEnable: 'ALL',
  findingPublishingFrequency: 'FIFTEEN_MINUTES',
  plans: {
    S3_DATA_EVENTS: { autoEnable: 'ALL', additional: {} },
    EKS_AUDIT_LOGS: { autoEnable: 'ALL', additional: {} },
    LAMBDA_NETWORK_LOGS: { autoEnable: 'NONE', additional: {} },
  },
  ...desired,
});

export const detective = (desired: Partial<DetectiveDesired> = {}): DetectiveDesired => ({
  service: 'detective',
  ...parties,
  region: 'eu-west-1',
  autoEnable: true,
  dataSourcePackages: ['EKS_AUDIT'],
  ...desired,
});

export const delegation = (desired: Partial<DelegationDesired> = {}): DelegationDesired => ({
  service: 'delegation',
  ...parties,
  homeRegion: 'eu-west-1',
  trustedServices: ['guardduty.amazonaws.com', 'malware-protection.guardduty.amazonaws.com', 'detective.amazonaws.com'],
  regions: ['eu-central-1', 'eu-west-1', 'us-east-1'].map((region) => ({ region, detective: true })),
  ...desired,
});
