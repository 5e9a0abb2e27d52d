import * as schemas from '@aws-sdk/client-s3';
import type { Call, Service } from '../../contract/service';
import { AwsError } from '../../kernel/aws-error';
import type { HttpRequestMessage, HttpResponseMessage } from '../../kernel/http-message';
import { bucketInPath } from '../../protocols/rest/bucket-host';
import { bucketPolicyAt } from './bucket-policy';
import { checks } from './checks';
import { invalidRequest } from './errors';
import { createBucket, deleteBucket, getBucketLocation, headBucket, listBuckets } from './operations/buckets';
import { listObjectsV2, listObjectVersions } from './operations/list-objects';
import {
  abortMultipartUpload,
  completeMultipartUpload,
  createMultipartUpload,
  uploadPart,
} from './operations/multipart';
import { deleteObjectTagging, getObjectTagging, putObjectTagging } from './operations/object-tags';
import { copyObject, deleteObject, deleteObjects, getObject, headObject, putObject } from './operations/objects';
import { settingOperations } from './operations/settings';
import { getBucketAcl, unusedFeatures } from './operations/unused-features';
import { isServiceBucket, receiveUpload } from './service-uploads';

/** S3: the features of buckets and objects that assets, exports and evidence need. */
export const s3: Service = {
  signingName: 's3',
  schemas,
  protocol: 'rest-xml',
  version: '2006-03-01',
  namespace: 'http://s3.amazonaws.com/doc/2006-03-01/',
  scope: 'regional',
  checks,
  operations: {
    AbortMultipartUpload: abortMultipartUpload,
    CompleteMultipartUpload: completeMultipartUpload,
    CopyObject: copyObject,
    CreateBucket: createBucket,
    CreateMultipartUpload: createMultipartUpload,
    DeleteBucket: deleteBucket,
    DeleteObject: deleteObject,
    DeleteObjects: deleteObjects,
    DeleteObjectTagging: deleteObjectTagging,
    GetBucketAcl: getBucketAcl,
    GetBucketLocation: getBucketLocation,
    GetObject: getObject,
    GetObjectTagging: getObjectTagging,
    HeadBucket: headBucket,
    HeadObject: headObject,
    ListBuckets: listBuckets,
    ListObjectVersions: listObjectVersions,
    ListObjectsV2: listObjectsV2,
    PutObject: putObject,
    PutObjectTagging: putObjectTagging,
    UploadPart: uploadPart,
    ...settingOperations,
    ...unusedFeatures,
  },
  invalid: invalidRequest,
  throttled: () => new AwsError('SlowDown', 503, 'Please reduce your request rate.'),
  policyOf: bucketPolicyAt,
  intercept: takeServiceUpload,
};

/** Passes an upload to a service's bucket to the service that waits for it. */
function takeServiceUpload(
  received: HttpRequestMessage,
  call: Omit<Call, 'operation'>,
): HttpResponseMessage | undefined {
  if (received.method !== 'PUT') return undefined;
  const path = bucketInPath(received).path.slice(1);
  const slash = path.indexOf('/');
  const bucket = path.slice(0, slash);
  if (slash < 0 || !isServiceBucket(bucket)) return undefined;
  receiveUpload(call.world, bucket, decodeURIComponent(path.slice(slash + 1)), Buffer.from(received.body).toString());
  return { status: 200, headers: { 'x-amz-request-id': call.requestId }, body: new Uint8Array() };
}
