import type { Operation, Service } from '../../contract/service';
import { AwsError } from '../../kernel/aws-error';
import * as schemas from './schemas';

interface Names {
  readonly ConfigurationRecorderNames?: readonly string[];
  readonly DeliveryChannelNames?: readonly string[];
}

/** Lists recorders or channels: there are none, and a named one is unknown. */
function none(listed: string): Operation<Names> {
  return (
    { ConfigurationRecorderNames: [recorder] = [], DeliveryChannelNames: [channel] = [] },
    { accountId, region },
  ) => {
    if (recorder !== undefined)
      throw new AwsError(
        'NoSuchConfigurationRecorderException',
        400,
        `Cannot find configuration recorder with the specified name '${recorder}'.`,
      );
    if (channel !== undefined)
      throw new AwsError(
        'NoSuchDeliveryChannelException',
        400,
        `Cannot find delivery channel with specified name '${channel}' in account ${accountId}, region ${region}.`,
      );
    return { [listed]: [] };
  };
}

/** AWS Config for tools that ask whether it records: it does not, anywhere. */
export const config: Service = {
  signingName: 'config',
  schemas,
  protocol: 'json-1.1',
  target: 'StarlingDoveService',
  scope: 'regional',
  checks: ({ operation }) => [{ action: `config:${operation}`, resource: '*' }],
  operations: {
    DescribeConfigurationRecorders: none('ConfigurationRecorders'),
    DescribeConfigurationRecorderStatus: none('ConfigurationRecordersStatus'),
    DescribeDeliveryChannels: none('DeliveryChannels'),
    DescribeDeliveryChannelStatus: none('DeliveryChannelsStatus'),
  },
  invalid: (message) => new AwsError('ValidationException', 400, message),
};
