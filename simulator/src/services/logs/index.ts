import * as schemas from '@aws-sdk/client-cloudwatch-logs';
import type { Service } from '../../contract/service';
import { checks } from './checks';
import { invalidParameter } from './errors';
import { createLogGroup, createLogStream } from './operations/create-log-group';
import { deleteLogGroup, deleteLogStream } from './operations/delete-log-group';
import { createDelivery, deleteDelivery, describeDeliveries, getDelivery } from './operations/deliveries';
import {
  deleteDeliveryDestination,
  deleteDeliverySource,
  getDeliveryDestination,
  getDeliverySource,
  putDeliveryDestination,
  putDeliverySource,
} from './operations/delivery-ends';
import { describeLogGroups, describeLogStreams } from './operations/describe-log-groups';
import { filterLogEvents, getLogEvents, putLogEvents } from './operations/log-events';
import {
  deleteMetricFilter,
  deleteResourcePolicy,
  describeMetricFilters,
  describeResourcePolicies,
  putMetricFilter,
  putResourcePolicy,
} from './operations/recorded';
import {
  associateKmsKey,
  deleteRetentionPolicy,
  disassociateKmsKey,
  putLogGroupDeletionProtection,
  putRetentionPolicy,
} from './operations/settings';
import { listTagsForResource, listTagsLogGroup, tagResource, untagResource } from './operations/tags';

/** Amazon CloudWatch Logs. */
export const logs: Service = {
  signingName: 'logs',
  schemas,
  protocol: 'json-1.1',
  target: 'Logs_20140328',
  scope: 'regional',
  checks,
  operations: {
    AssociateKmsKey: associateKmsKey,
    CreateDelivery: createDelivery,
    CreateLogGroup: createLogGroup,
    CreateLogStream: createLogStream,
    DeleteDelivery: deleteDelivery,
    DeleteDeliveryDestination: deleteDeliveryDestination,
    DeleteDeliverySource: deleteDeliverySource,
    DeleteLogGroup: deleteLogGroup,
    DeleteLogStream: deleteLogStream,
    DeleteMetricFilter: deleteMetricFilter,
    DeleteResourcePolicy: deleteResourcePolicy,
    DeleteRetentionPolicy: deleteRetentionPolicy,
    DescribeDeliveries: describeDeliveries,
    DescribeLogGroups: describeLogGroups,
    DescribeLogStreams: describeLogStreams,
    DescribeMetricFilters: describeMetricFilters,
    DescribeResourcePolicies: describeResourcePolicies,
    DisassociateKmsKey: disassociateKmsKey,
    FilterLogEvents: filterLogEvents,
    GetDelivery: getDelivery,
    GetDeliveryDestination: getDeliveryDestination,
    GetDeliverySource: getDeliverySource,
    GetLogEvents: getLogEvents,
    ListTagsForResource: listTagsForResource,
    ListTagsLogGroup: listTagsLogGroup,
    PutDeliveryDestination: putDeliveryDestination,
    PutDeliverySource: putDeliverySource,
    PutLogEvents: putLogEvents,
    PutLogGroupDeletionProtection: putLogGroupDeletionProtection,
    PutMetricFilter: putMetricFilter,
    PutResourcePolicy: putResourcePolicy,
    PutRetentionPolicy: putRetentionPolicy,
    TagResource: tagResource,
    UntagResource: untagResource,
  },
  invalid: invalidParameter,
};
