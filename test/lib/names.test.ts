import { findingsBusArn } from '../../lib/names';

describe('the ARN of the findings bus', () => {
  it('consists of the partition, the account and the region of the bus', () => {
    expect(findingsBusArn({ partition: 'aws-cn', account: '222222222222', region: 'cn-north-1' })).toBe(
      'arn:aws-cn:events:cn-north-1:222222222222:event-bus/muster-findings',
    );
  });
});
