import type { Finding } from '../../lambda/findings/finding';

/**
 * Types of severity High about one EC2 instance, so that none waits for the same event in other regions. A detector keeps a
 * sample for 90 days. A second sample of a type only increases its count, which GuardDuty publishes late: each canary uses
 * another type.
 */
export const PREFERRED_TYPES: readonly string[] = [
  'UnauthorizedAccess:EC2/TorClient',
  'UnauthorizedAccess:EC2/TorRelay',
  'UnauthorizedAccess:EC2/MetadataDNSRebind',
  'Backdoor:EC2/C&CActivity.B!DNS',
  'Backdoor:EC2/DenialOfService.Dns',
  'Backdoor:EC2/DenialOfService.Tcp',
  'Backdoor:EC2/DenialOfService.Udp',
  'Backdoor:EC2/DenialOfService.UdpOnTcpPorts',
  'Backdoor:EC2/DenialOfService.UnusualProtocol',
  'CryptoCurrency:EC2/BitcoinTool.B!DNS',
  'Impact:EC2/PortSweep',
  'Trojan:EC2/DGADomainRequest.B',
  'Trojan:EC2/DNSDataExfiltration',
  'Trojan:EC2/DriveBySourceTraffic!DNS',
  'Trojan:EC2/PhishingDomainRequest!DNS',
];

/** A type of each level, for routes that do not select the preferred ones. */
export const LEVELS = [
  { type: 'Recon:EC2/PortProbeUnprotectedPort', severity: 2, resourceType: 'Instance' },
  { type: 'Recon:EC2/Portscan', severity: 5, resourceType: 'Instance' },
  { type: 'UnauthorizedAccess:EC2/TorClient', severity: 8, resourceType: 'Instance' },
  { type: 'AttackSequence:EC2/CompromisedInstanceGroup', severity: 9, resourceType: 'AttackSequence' },
] as const;

/** The first preferred type of which a detector has no sample; if it has them all, the oldest. */
export function freshType(samples: readonly Finding[]): string {
  const made = (type: string) =>
    Math.max(-1, ...samples.filter((each) => each.type === type).map(({ updatedAt = 0 }) => updatedAt));
  return PREFERRED_TYPES.reduce((best, type) => (made(type) < made(best) ? type : best));
}
