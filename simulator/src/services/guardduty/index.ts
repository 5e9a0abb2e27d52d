import * as schemas from '@aws-sdk/client-guardduty';
import type { Operation, Service } from '../../contract/service';
import { AwsError } from '../../kernel/aws-error';
import { checks } from './checks';
import { outOfRange } from './errors';
import { acceptAdministratorInvitation, acceptInvitation } from './operations/accept-administrator-invitation';
import { archiveFindings, unarchiveFindings, updateFindingsFeedback } from './operations/archive-findings';
import { getCoverageStatistics, listCoverage } from './operations/coverage';
import { createDetector } from './operations/create-detector';
import { createMembers } from './operations/create-members';
import { createSampleFindings } from './operations/create-sample-findings';
import { deleteDetector } from './operations/delete-detector';
import { deleteMembers } from './operations/delete-members';
import { describeOrganizationConfiguration } from './operations/describe-organization-configuration';
import { disableOrganizationAdminAccount } from './operations/disable-organization-admin-account';
import {
  disassociateFromAdministratorAccount,
  disassociateFromMasterAccount,
} from './operations/disassociate-from-administrator-account';
import { disassociateMembers } from './operations/disassociate-members';
import { enableOrganizationAdminAccount } from './operations/enable-organization-admin-account';
import { createFilter, deleteFilter, getFilter, listFilters, updateFilter } from './operations/filters';
import { getFindings, listFindings } from './operations/findings';
import { getAdministratorAccount, getMasterAccount } from './operations/get-administrator-account';
import { getDetector, listDetectors } from './operations/get-detector';
import { getFindingsStatistics } from './operations/get-findings-statistics';
import { getOrganizationStatistics } from './operations/get-organization-statistics';
import { getRemainingFreeTrialDays } from './operations/get-remaining-free-trial-days';
import { getUsageStatistics } from './operations/get-usage-statistics';
import { declineInvitations, deleteInvitations, getInvitationsCount, listInvitations } from './operations/invitations';
import { inviteMembers } from './operations/invite-members';
import { getMembers, listMembers } from './operations/list-members';
import { listOrganizationAdminAccounts } from './operations/list-organization-admin-accounts';
import { lists } from './operations/lists';
import {
  createMalwareProtectionPlan,
  deleteMalwareProtectionPlan,
  getMalwareProtectionPlan,
  listMalwareProtectionPlans,
  updateMalwareProtectionPlan,
} from './operations/malware-protection-plans';
import { getMalwareScanSettings, updateMalwareScanSettings } from './operations/malware-scan-settings';
import { describeMalwareScans, getMalwareScan, listMalwareScans } from './operations/malware-scans';
import { getMemberDetectors, updateMemberDetectors } from './operations/member-detectors';
import { startMonitoringMembers, stopMonitoringMembers } from './operations/monitoring-members';
import {
  createPublishingDestination,
  deletePublishingDestination,
  describePublishingDestination,
  listPublishingDestinations,
  updatePublishingDestination,
} from './operations/publishing-destinations';
import { listTagsForResource, tagResource, untagResource } from './operations/tags';
import { updateDetector } from './operations/update-detector';
import { updateOrganizationConfiguration } from './operations/update-organization-configuration';
import { onOrganizationChange } from './organization-changes';
import { seed } from './seed';

const operations: Readonly<Record<string, Operation>> = {
  CreateDetector: createDetector,
  GetDetector: getDetector,
  ListDetectors: listDetectors,
  UpdateDetector: updateDetector,
  DeleteDetector: deleteDetector,
  EnableOrganizationAdminAccount: enableOrganizationAdminAccount,
  DisableOrganizationAdminAccount: disableOrganizationAdminAccount,
  ListOrganizationAdminAccounts: listOrganizationAdminAccounts,
  DescribeOrganizationConfiguration: describeOrganizationConfiguration,
  UpdateOrganizationConfiguration: updateOrganizationConfiguration,
  CreateMembers: createMembers,
  ListMembers: listMembers,
  GetMembers: getMembers,
  DeleteMembers: deleteMembers,
  DisassociateMembers: disassociateMembers,
  StartMonitoringMembers: startMonitoringMembers,
  StopMonitoringMembers: stopMonitoringMembers,
  GetMemberDetectors: getMemberDetectors,
  UpdateMemberDetectors: updateMemberDetectors,
  GetAdministratorAccount: getAdministratorAccount,
  GetMasterAccount: getMasterAccount,
  GetOrganizationStatistics: getOrganizationStatistics,
  InviteMembers: inviteMembers,
  ListInvitations: listInvitations,
  GetInvitationsCount: getInvitationsCount,
  DeclineInvitations: declineInvitations,
  DeleteInvitations: deleteInvitations,
  AcceptAdministratorInvitation: acceptAdministratorInvitation,
  AcceptInvitation: acceptInvitation,
  DisassociateFromAdministratorAccount: disassociateFromAdministratorAccount,
  DisassociateFromMasterAccount: disassociateFromMasterAccount,
  CreateSampleFindings: createSampleFindings,
  ListFindings: listFindings,
  GetFindings: getFindings,
  GetFindingsStatistics: getFindingsStatistics,
  ArchiveFindings: archiveFindings,
  UnarchiveFindings: unarchiveFindings,
  UpdateFindingsFeedback: updateFindingsFeedback,
  CreateFilter: createFilter,
  GetFilter: getFilter,
  ListFilters: listFilters,
  UpdateFilter: updateFilter,
  DeleteFilter: deleteFilter,
  ...lists,
  CreatePublishingDestination: createPublishingDestination,
  DescribePublishingDestination: describePublishingDestination,
  ListPublishingDestinations: listPublishingDestinations,
  UpdatePublishingDestination: updatePublishingDestination,
  DeletePublishingDestination: deletePublishingDestination,
  GetRemainingFreeTrialDays: getRemainingFreeTrialDays,
  GetUsageStatistics: getUsageStatistics,
  ListCoverage: listCoverage,
  GetCoverageStatistics: getCoverageStatistics,
  GetMalwareScanSettings: getMalwareScanSettings,
  UpdateMalwareScanSettings: updateMalwareScanSettings,
  DescribeMalwareScans: describeMalwareScans,
  ListMalwareScans: listMalwareScans,
  GetMalwareScan: getMalwareScan,
  CreateMalwareProtectionPlan: createMalwareProtectionPlan,
  GetMalwareProtectionPlan: getMalwareProtectionPlan,
  UpdateMalwareProtectionPlan: updateMalwareProtectionPlan,
  DeleteMalwareProtectionPlan: deleteMalwareProtectionPlan,
  ListMalwareProtectionPlans: listMalwareProtectionPlans,
  ListTagsForResource: listTagsForResource,
  TagResource: tagResource,
  UntagResource: untagResource,
};

export type { Finding } from './findings/finding';
export { putFinding } from './findings/put-finding';
export { findingsOf, isMonitored } from './ownership';

/** Amazon GuardDuty: detectors, the delegated administrator, members and their features, findings. */
export const guardduty: Service = {
  signingName: 'guardduty',
  schemas,
  protocol: 'rest-json',
  scope: 'regional',
  checks,
  operations,
  invalid: outOfRange,
  throttled: () => new AwsError('TooManyRequestsException', 429, 'Too Many Requests'),
  onOrganizationChange,
  seed,
};
