import type {
  DataSourceConfigurations,
  DataSourceConfigurationsResult,
  OrganizationDataSourceConfigurations,
  OrganizationDataSourceConfigurationsResult,
} from '@aws-sdk/client-guardduty';
import type { FeatureChange, FeatureSet, Status } from './features';
import type { AutoEnable, OrganizationFeature } from './organization-configuration';

/** The three features that existed as data sources before March 2023; both forms are still returned together. */
const [S3, EKS, EBS] = ['S3_DATA_EVENTS', 'EKS_AUDIT_LOGS', 'EBS_MALWARE_PROTECTION'] as const;

function change<V>(name: string, value: V | undefined): FeatureChange<V>[] {
  return value === undefined ? [] : [{ name, value, additional: [] }];
}

const status = (on: boolean | undefined): Status | undefined =>
  on === undefined ? undefined : on ? 'ENABLED' : 'DISABLED';

/** The old form of a detector's request as changes of features. */
export function changesOfDataSources(sources: DataSourceConfigurations): FeatureChange<Status>[] {
  return [
    ...change(S3, status(sources.S3Logs?.Enable)),
    ...change(EKS, status(sources.Kubernetes?.AuditLogs?.Enable)),
    ...change(EBS, status(sources.MalwareProtection?.ScanEc2InstanceWithFindings?.EbsVolumes)),
  ];
}

const autoEnable = (on: boolean | undefined): AutoEnable | undefined =>
  on === undefined ? undefined : on ? 'NEW' : 'NONE';

/** The old form of an organization's request, in which "on" meant new accounts. */
export function changesOfOrganizationDataSources(
  sources: OrganizationDataSourceConfigurations,
): FeatureChange<AutoEnable>[] {
  return [
    ...change(S3, autoEnable(sources.S3Logs?.AutoEnable)),
    ...change(EKS, autoEnable(sources.Kubernetes?.AuditLogs?.AutoEnable)),
    ...change(EBS, autoEnable(sources.MalwareProtection?.ScanEc2InstanceWithFindings?.EbsVolumes?.AutoEnable)),
  ];
}

/** A detector's features in the old form. */
export function dataSourcesOf(features: FeatureSet, serviceRole: string): DataSourceConfigurationsResult {
  const of = (name: string): Status => features.find((feature) => feature.name === name)?.status ?? 'DISABLED';
  return {
    CloudTrail: { Status: 'ENABLED' },
    DNSLogs: { Status: 'ENABLED' },
    FlowLogs: { Status: 'ENABLED' },
    S3Logs: { Status: of(S3) },
    Kubernetes: { AuditLogs: { Status: of(EKS) } },
    MalwareProtection: {
      ScanEc2InstanceWithFindings: { EbsVolumes: { Status: of(EBS) } },
      ServiceRole: serviceRole,
    },
  };
}

/** An organization's features in the old form. */
export function organizationDataSourcesOf(
  features: readonly OrganizationFeature[],
): OrganizationDataSourceConfigurationsResult {
  const of = (name: string) => ({ AutoEnable: features.some((each) => each.name === name && each.value !== 'NONE') });
  return {
    S3Logs: of(S3),
    Kubernetes: { AuditLogs: of(EKS) },
    MalwareProtection: { ScanEc2InstanceWithFindings: { EbsVolumes: of(EBS) } },
  };
}
