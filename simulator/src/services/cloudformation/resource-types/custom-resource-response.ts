import { ids } from '../../../kernel/ids';
import { awaitUpload } from '../../s3/service-uploads';
import { ResourceFailure } from '../engine/failure-reason';
import { fields, type Work } from './resource-type';

const MAXIMUM_RESPONSE_BYTES = 4096;
const MAXIMUM_TIMEOUT_SECONDS = 3600;

/** The failure of a custom resource, with the physical id that CloudFormation still learns. */
export class CustomResourceFailure extends ResourceFailure {
  constructor(
    message: string,
    readonly physicalId: string,
  ) {
    super(message);
  }
}

export interface CustomResourceResponse {
  readonly physicalId: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface Awaited {
  readonly responseUrl: string;
  readonly response: Promise<CustomResourceResponse>;
  /** stops waiting because the request could not be sent */
  readonly cancel: () => void;
}

/**
 * A pre-signed URL on CloudFormation's bucket and the answer that comes through it.
 * @param physicalId the resource to delete if no answer comes
 */
export function awaitResponse(work: Work, requestId: string, physicalId: string, timeout: number | undefined): Awaited {
  const { world, signal, region } = work;
  const bucket = `cloudformation-custom-resource-response-${region.replaceAll('-', '')}`;
  const key = `${work.stack.id}|${work.logicalId}|${requestId}`;
  const { promise, resolve, reject } = deferred<CustomResourceResponse>();
  const settle = (outcome: () => void): void => {
    stopWaiting();
    timer.cancel();
    signal.removeEventListener('abort', onAbort);
    outcome();
  };
  const fail = (message: string, id = physicalId): void => settle(() => reject(new CustomResourceFailure(message, id)));
  const onAbort = (): void => fail('Resource creation cancelled');
  const timer = world.clock.after(Math.min(timeout ?? MAXIMUM_TIMEOUT_SECONDS, MAXIMUM_TIMEOUT_SECONDS), () =>
    fail(
      `CloudFormation did not receive a response from your Custom Resource. Please check your logs for requestId [${requestId}]. ` +
        'If you are using the Python cfn-response module, you may need to update your Lambda function code so that ' +
        'CloudFormation can attach the updated version.',
    ),
  );
  const stopWaiting = awaitUpload(world, bucket, key, (body) => {
    const read = readResponse(body, requestId);
    if ('failure' in read) fail(read.failure, read.physicalId ?? physicalId);
    else settle(() => resolve(read));
  });
  signal.addEventListener('abort', onAbort);
  if (signal.aborted) onAbort();
  return { responseUrl: signedUrl(work, bucket, key), response: promise, cancel: () => settle(() => undefined) };
}

function readResponse(
  body: string,
  requestId: string,
): CustomResourceResponse | { failure: string; physicalId: string | undefined } {
  if (Buffer.byteLength(body) > MAXIMUM_RESPONSE_BYTES)
    return { failure: 'Response object is too long.', physicalId: undefined };
  const response = parsed(body);
  if (!response)
    return { failure: `Invalid Response object: invalid JSON (RequestId: ${requestId})`, physicalId: undefined };
  const { Status, Reason, PhysicalResourceId, Data } = response;
  const physicalId =
    typeof PhysicalResourceId === 'string' && PhysicalResourceId !== '' ? PhysicalResourceId : undefined;
  if (Status !== 'SUCCESS')
    return {
      failure: `Received response status [FAILED] from custom resource. Message returned: ${String(Reason)} (RequestId: ${requestId})`,
      physicalId,
    };
  if (physicalId === undefined) return { failure: 'Invalid PhysicalResourceId', physicalId };
  return { physicalId, data: fields(Data as never) };
}

function parsed(body: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    // a body that is not JSON gets an error that says so
    return undefined;
  }
}

/** Signed by a session of CloudFormation in the stack's account, for S3 in the stack's region. */
function signedUrl(work: Work, bucket: string, key: string): string {
  const { world, region, partition, accountId } = work;
  const role = `arn:${partition}:iam::${accountId}:role/aws-service-role/cloudformation.amazonaws.com/AWSCloudFormation`;
  const { credentials } = world.principals.assume(role, 'CustomResourceResponse');
  const date = world.clock.iso().replace(/[-:]|\.\d+/g, '');
  const query = new URLSearchParams({
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Date': date,
    'X-Amz-SignedHeaders': 'host',
    'X-Amz-Expires': '7200',
    'X-Amz-Credential': `${credentials.accessKeyId}/${date.slice(0, 8)}/${region}/s3/aws4_request`,
    'X-Amz-Signature': ids.hex(64),
  });
  const suffix = partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  return `https://${bucket}.s3.${region}.${suffix}/${encodeURIComponent(key)}?${query}`;
}

function deferred<T>(): { promise: Promise<T>; resolve: (value: T) => void; reject: (error: Error) => void } {
  let resolve: (value: T) => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
