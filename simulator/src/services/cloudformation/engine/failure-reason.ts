import { AwsError } from '../../../kernel/aws-error';
import { ids } from '../../../kernel/ids';

/** A resource handler's refusal, whose words are shown as they are. */
export class ResourceFailure extends Error {
  override readonly name = 'ResourceFailure';
}

const HANDLER_ERRORS: readonly (readonly [RegExp, string])[] = [
  [/AlreadyExists|ResourceConflict|EntityAlreadyExists|BucketAlready|QueueAlreadyExists|AlreadyOwned/, 'AlreadyExists'],
  [/NotFound|NoSuch|NonExistent|DoesNotExist/, 'NotFound'],
  [/AccessDenied|Unauthorized/, 'AccessDenied'],
  [/Throttl|TooManyRequests|LimitExceeded/, 'Throttling'],
  [/InternalServer|InternalFailure|ServiceException/, 'ServiceInternalError'],
];

/** The `ResourceStatusReason` of a failure. */
export function failureReason(error: unknown, type: string): string {
  if (!(error instanceof AwsError)) return error instanceof Error ? error.message : String(error);
  // CloudFormation's own refusals (functions that cannot be evaluated) are shown without a prefix
  if (error.code === 'ValidationError') return error.message;
  const service = type.split('::')[1] ?? '';
  const handler = HANDLER_ERRORS.find(([pattern]) => pattern.test(error.code))?.[1] ?? 'InvalidRequest';
  return (
    `Resource handler returned message: "${error.message} (Service: ${service}, Status Code: ${error.status}, ` +
    `Request ID: ${ids.uuid()}) (SDK Attempt Count: 1)" (RequestToken: ${ids.uuid()}, HandlerErrorCode: ${handler})`
  );
}

/** GuardDuty has one code for all refusals; only the words show that a resource does not exist. */
const NOT_FOUND = /input detectorId is not owned by the current account|no such resource found/;

/** Whether a deletion was refused because there is nothing to delete, which handlers count as success. */
export function alreadyGone(error: unknown): boolean {
  return (
    error instanceof AwsError &&
    (error.status === 404 ||
      /NotFound|NoSuch|NonExistent|DoesNotExist/.test(error.code) ||
      (error.code === 'BadRequestException' && NOT_FOUND.test(error.message)))
  );
}
