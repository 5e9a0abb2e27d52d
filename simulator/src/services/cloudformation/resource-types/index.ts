import { validationError } from '../errors';
import { apiDestinationTypes } from './api-destinations';
import { cloudFormationTypes } from './cloudformation';
import { cloudWatchTypes } from './cloudwatch';
import { customResource } from './custom-resource';
import { detectiveTypes } from './detective';
import { dynamoDbTypes } from './dynamodb';
import { eventSourceMappingTypes } from './event-source-mapping';
import { eventsTypes } from './events';
import { guardDutyTypes } from './guardduty';
import { iamTypes } from './iam';
import { kmsTypes } from './kms';
import { lambdaTypes } from './lambda';
import { logDeliveryTypes } from './log-deliveries';
import { logsTypes } from './logs';
import { recordedTypes } from './recorded-resources';
import type { ResourceType } from './resource-type';
import { s3Types } from './s3';
import { schedulerTypes } from './scheduler';
import { snsTypes } from './sns';
import { sqsTypes } from './sqs';
import { ssmTypes } from './ssm';
import { stepFunctionsTypes } from './stepfunctions';

const types = new Map<string, ResourceType>(
  [
    ...apiDestinationTypes,
    ...cloudFormationTypes,
    ...cloudWatchTypes,
    ...detectiveTypes,
    ...dynamoDbTypes,
    ...eventSourceMappingTypes,
    ...eventsTypes,
    ...guardDutyTypes,
    ...iamTypes,
    ...kmsTypes,
    ...lambdaTypes,
    ...logDeliveryTypes,
    ...logsTypes,
    ...recordedTypes,
    ...s3Types,
    ...schedulerTypes,
    ...snsTypes,
    ...sqsTypes,
    ...ssmTypes,
    ...stepFunctionsTypes,
  ].map((type) => [type.type, type]),
);

export const isCustom = (type: string): boolean =>
  type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource';

/**
 * The handler of a resource type.
 * @throws AwsError that names the type if it is not simulated
 */
export function resourceTypeOf(type: string): ResourceType {
  const found = isCustom(type) ? customResource : types.get(type);
  if (!found) throw validationError(`Resource type ${type} is not simulated`);
  return found;
}
