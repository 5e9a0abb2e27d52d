import { findingsBusArn } from '../../lib/names';

describe('the ARN of the findings bus', () => {
  it('is made of the partition, account and region it is in', () => {
    expect(findingsBusArn({ partition: 'aws-cn', account: '222222222222', region: 'cn-north-1' })).toBe(
      'arn:aws-cn:events:cn-north-1:222222222222:event-bus/muster-findings',
    );
  });
});
