/**
 * Wire schemas of the simulated part of AWS Config, in the form of SDK clients; the SDK's own client would be installed only
 * for them.
 */
const NAMESPACE = 'com.amazonaws.configservice';
const STRING = 0;

const strings = [1, NAMESPACE, 'Names', 0, STRING] as const;
const one = [3, NAMESPACE, 'Named', 0, ['name'], [STRING]] as const;
const some = [1, NAMESPACE, 'NamedList', 0, () => one] as const;

/** An operation that takes names and lists the items with those names. */
const reading = (name: string, names: string, listed: string) => {
  const input = [3, NAMESPACE, `${name}Request`, 0, [names], [() => strings]] as const;
  const output = [3, NAMESPACE, `${name}Response`, 0, [listed], [() => some]] as const;
  return [9, NAMESPACE, name, 0, () => input, () => output] as const;
};

const RECORDERS = 'ConfigurationRecorderNames';
const CHANNELS = 'DeliveryChannelNames';

export const DescribeConfigurationRecorders$ = reading(
  'DescribeConfigurationRecorders',
  RECORDERS,
  'ConfigurationRecorders',
);
export const DescribeConfigurationRecorderStatus$ = reading(
  'DescribeConfigurationRecorderStatus',
  RECORDERS,
  'ConfigurationRecordersStatus',
);
export const DescribeDeliveryChannels$ = reading('DescribeDeliveryChannels', CHANNELS, 'DeliveryChannels');
export const DescribeDeliveryChannelStatus$ = reading(
  'DescribeDeliveryChannelStatus',
  CHANNELS,
  'DeliveryChannelsStatus',
);
