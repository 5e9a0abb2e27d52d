import * as schemas from '@aws-sdk/client-detective';
import type { Operation, Service } from '../../contract/service';
import { checks } from './checks';
import { tooManyRequests, validation } from './errors';
import { createMembers } from './operations/create-members';
import {
  batchGetGraphMemberDatasources,
  batchGetMembershipDatasources,
  listDatasourcePackages,
  updateDatasourcePackages,
} from './operations/datasource-packages';
import { deleteMembers } from './operations/delete-members';
import { createGraph, deleteGraph, listGraphs } from './operations/graphs';
import { listIndicators } from './operations/indicators';
import { getInvestigation, listInvestigations, updateInvestigationState } from './operations/investigations';
import { acceptInvitation, disassociateMembership, listInvitations, rejectInvitation } from './operations/invitations';
import { getMembers, listMembers } from './operations/members';
import {
  disableOrganizationAdminAccount,
  enableOrganizationAdminAccount,
  listOrganizationAdminAccounts,
} from './operations/organization-admin-account';
import {
  describeOrganizationConfiguration,
  updateOrganizationConfiguration,
} from './operations/organization-configuration';
import { startInvestigation } from './operations/start-investigation';
import { startMonitoringMember } from './operations/start-monitoring-member';
import { listTagsForResource, tagResource, untagResource } from './operations/tags';
import { onOrganizationChange } from './organization-changes';
import { seed } from './seed';

const operations: Readonly<Record<string, Operation>> = {
  CreateGraph: createGraph,
  ListGraphs: listGraphs,
  DeleteGraph: deleteGraph,
  EnableOrganizationAdminAccount: enableOrganizationAdminAccount,
  ListOrganizationAdminAccounts: listOrganizationAdminAccounts,
  DisableOrganizationAdminAccount: disableOrganizationAdminAccount,
  DescribeOrganizationConfiguration: describeOrganizationConfiguration,
  UpdateOrganizationConfiguration: updateOrganizationConfiguration,
  CreateMembers: createMembers,
  ListMembers: listMembers,
  GetMembers: getMembers,
  DeleteMembers: deleteMembers,
  StartMonitoringMember: startMonitoringMember,
  ListInvitations: listInvitations,
  AcceptInvitation: acceptInvitation,
  RejectInvitation: rejectInvitation,
  DisassociateMembership: disassociateMembership,
  ListDatasourcePackages: listDatasourcePackages,
  UpdateDatasourcePackages: updateDatasourcePackages,
  BatchGetGraphMemberDatasources: batchGetGraphMemberDatasources,
  BatchGetMembershipDatasources: batchGetMembershipDatasources,
  StartInvestigation: startInvestigation,
  GetInvestigation: getInvestigation,
  ListInvestigations: listInvestigations,
  UpdateInvestigationState: updateInvestigationState,
  ListIndicators: listIndicators,
  ListTagsForResource: listTagsForResource,
  TagResource: tagResource,
  UntagResource: untagResource,
};

/** Amazon Detective: behavior graphs, the organization's administrator, members, their data sources, investigations. */
export const detective: Service = {
  signingName: 'detective',
  schemas,
  protocol: 'rest-json',
  scope: 'regional',
  checks,
  operations,
  invalid: (message) => validation(message),
  throttled: tooManyRequests,
  onOrganizationChange,
  seed,
};
