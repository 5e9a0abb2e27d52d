import { text } from '../../contract/checks';
import type { Checks } from '../../contract/service';

/** STS: roles; every caller may ask for its identity. */
export const checks: Checks = (call, input) => {
  if (call.operation === 'GetCallerIdentity' || call.operation === 'GetAccessKeyInfo') return [];
  const context = {
    'sts:ExternalId': text(input, 'ExternalId'),
    'sts:RoleSessionName': text(input, 'RoleSessionName'),
  };
  return [{ action: `sts:${call.operation}`, resource: text(input, 'RoleArn') ?? '*', context }];
};
