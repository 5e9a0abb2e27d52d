import * as schemas from '@aws-sdk/client-detective';
import { AwsError } from '../../kernel/aws-error';
import type { Operation, Service } from '../../kernel/service';
import { validation } from './errors';
import { createMembers } from './operations/create-members';
import {
  batchGetGraphMemberDatasources,
  batchGetMembershipDatasources,
  listDatasourcePackages,
  updateDatasourcePackages,
} from './operations/datasource-packages';
import { deleteMembers } from './operations/delete-members';
import { createGraph, deleteGraph, listGraphs } from './operations/graphs';
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
  ListTagsForResource: listTagsForResource,
  TagResource: tagResource,
  UntagResource: untagResource,
};

/** Amazon Detective: behavior graphs, the organization's administrator, members and their data sources. */
export const detective: Service = {
  signingName: 'detective',
  schemas,
  protocol: 'rest-json',
  scope: 'regional',
  operations,
  invalid: (message) => validation(message),
  throttled: () =>
    new AwsError(
      'TooManyRequestsException',
      429,
      'The request cannot be completed because too many other requests are occurring at the same time.',
    ),
  onOrganizationChange,
  seed,
};
