import type { Service } from '../../contract/service';
import type { AwsError } from '../../kernel/aws-error';
import type { HttpRequestMessage } from '../../kernel/http-message';
import { modelOf } from '../model';

/** An error's name in the query protocol: `NoSuchEntity` for `NoSuchEntityException` of SDKs. */
export function queryErrorCode(service: Service, error: AwsError): string {
  const named = modelOf(service).errors.get(error.code)?.traits.awsQueryError;
  return Array.isArray(named) ? String(named[0]) : error.code;
}

/** The side whose fault an error is, in the query protocol's words. */
export function senderOrReceiver(error: AwsError): 'Sender' | 'Receiver' {
  return error.status < 500 ? 'Sender' : 'Receiver';
}

/** The header with an error's old name, for clients of services that once used the query protocol (SQS, CloudWatch) and request it. */
export function queryErrorHeader(
  service: Service,
  request: HttpRequestMessage,
  error: AwsError,
): Record<string, string> {
  if (!request.headers['x-amzn-query-mode']) return {};
  return { 'x-amzn-query-error': `${queryErrorCode(service, error)};${senderOrReceiver(error)}` };
}
