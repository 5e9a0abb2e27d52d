import { AwsError } from '../../kernel/aws-error';

export const noSuchBucket = (BucketName: string): AwsError =>
  new AwsError('NoSuchBucket', 404, 'The specified bucket does not exist', { BucketName });

export const noSuchKey = (Key: string): AwsError =>
  new AwsError('NoSuchKey', 404, 'The specified key does not exist.', { Key });

export const noSuchUpload = (UploadId: string): AwsError =>
  new AwsError(
    'NoSuchUpload',
    404,
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
    { UploadId },
  );

/** HEAD has no body, so there is no message. */
export const notFound = (): AwsError => new AwsError('NotFound', 404, 'Not Found');

export const accessDenied = (message = 'Access Denied'): AwsError => new AwsError('AccessDenied', 403, message);

export const bucketAlreadyExists = (BucketName: string): AwsError =>
  new AwsError(
    'BucketAlreadyExists',
    409,
    'The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.',
    { BucketName },
  );

export const bucketAlreadyOwnedByYou = (BucketName: string): AwsError =>
  new AwsError(
    'BucketAlreadyOwnedByYou',
    409,
    'Your previous request to create the named bucket succeeded and you already own it.',
    { BucketName },
  );

export const bucketNotEmpty = (BucketName: string): AwsError =>
  new AwsError('BucketNotEmpty', 409, 'The bucket you tried to delete is not empty', { BucketName });

export const invalidBucketName = (BucketName: string): AwsError =>
  new AwsError('InvalidBucketName', 400, 'The specified bucket is not valid.', { BucketName });

export const illegalLocation = (region: string): AwsError =>
  new AwsError(
    'IllegalLocationConstraintException',
    400,
    `The ${region} location constraint is incompatible for the region specific endpoint this request was sent to.`,
  );

export const invalidRequest = (message: string): AwsError => new AwsError('InvalidRequest', 400, message);

export const invalidPart = (): AwsError =>
  new AwsError(
    'InvalidPart',
    400,
    "One or more of the specified parts could not be found. The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
  );

/** The call went to an endpoint of a region that is not the bucket's. */
export const permanentRedirect = (Bucket: string, Endpoint: string): AwsError =>
  new AwsError(
    'PermanentRedirect',
    301,
    'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.',
    { Bucket, Endpoint },
  );

export const preconditionFailed = (Condition: string): AwsError =>
  new AwsError('PreconditionFailed', 412, 'At least one of the pre-conditions you specified did not hold', {
    Condition,
  });

/** Object Lock protects the version. */
export const locked = (): AwsError =>
  new AwsError('AccessDenied', 403, 'Access Denied because object protected by object lock.');

export const noSuchVersion = (Key: string, VersionId: string): AwsError =>
  new AwsError('NoSuchVersion', 404, 'The specified version does not exist.', { Key, VersionId });

/** The version is a delete marker, which cannot be read. */
export const deleteMarker = (): AwsError =>
  new AwsError('MethodNotAllowed', 405, 'The specified method is not allowed against this resource.');

export const invalidBucketState = (message: string): AwsError => new AwsError('InvalidBucketState', 409, message);

export const invalidArgument = (message: string): AwsError => new AwsError('InvalidArgument', 400, message);
