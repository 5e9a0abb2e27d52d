import { AwsError } from '../kernel/aws-error';
import type { HttpRequestMessage } from '../kernel/http-message';
import type { Service } from './service';

/**
 * Whether a pre-signed URL has expired. Signers use the real time, whatever the organization's clock says.
 * @param now milliseconds
 */
export function isExpired({ query }: HttpRequestMessage, now = Date.now()): boolean {
  const [signed, seconds, until] = [query['X-Amz-Date']?.[0], query['X-Amz-Expires']?.[0], query.Expires?.[0]];
  // Signature Version 2, with which boto3 still signs S3 URLs, gives the time of expiry
  if (query.AWSAccessKeyId && until !== undefined) return now > Number(until) * 1000;
  if (signed === undefined || seconds === undefined) return false;
  const [, date = '', time = ''] = /^(\d{8})T(\d{6})Z$/.exec(signed) ?? [];
  const begun = Date.parse(
    `${date.replace(/(....)(..)(..)/, '$1-$2-$3')}T${time.replace(/(..)(..)(..)/, '$1:$2:$3')}Z`,
  );
  return !(now <= begun + Number(seconds) * 1000);
}

/** AWS's answer to a pre-signed URL that has expired. */
export function expired(service: Service): AwsError {
  return service.protocol === 'rest-xml'
    ? new AwsError('AccessDenied', 403, 'Request has expired')
    : new AwsError('SignatureDoesNotMatch', 403, 'Signature expired');
}
