import type { World } from '../../contract/world';
import type { Queue } from './state';

/**
 * The URL of a queue in answers. If the organization is served, it is on the server's host: SDK clients send to the host of a
 * queue's URL, whatever `AWS_ENDPOINT_URL` says, and would otherwise call AWS.
 */
export function urlFor({ accountId, name, arn }: Queue, { endpoint }: World): string {
  return endpoint === undefined ? queueUrlOf(arn) : `${endpoint}/${accountId}/${name}`;
}

/** A queue's URL on AWS's host, made from its ARN. */
export function queueUrlOf(arn: string): string {
  const [, partition, , region, accountId, name] = arn.split(':');
  return `https://sqs.${region}.${partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com'}/${accountId}/${name}`;
}
