/** A queue's URL, made from its ARN. */
export function queueUrlOf(arn: string): string {
  const [, partition, , region, accountId, name] = arn.split(':');
  return `https://sqs.${region}.${partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com'}/${accountId}/${name}`;
}
