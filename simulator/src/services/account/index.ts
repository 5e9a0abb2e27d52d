import * as schemas from '@aws-sdk/client-account';
import type { Service } from '../../contract/service';
import { checks } from './checks';
import { tooManyRequests, validation } from './errors';
import { getAccountInformation } from './operations/get-account-information';
import { getRegionOptStatus, listRegions } from './operations/read-regions';
import { disableRegion, enableRegion } from './operations/switch-region';

/** AWS Account Management: which opt-in regions an account has enabled. */
export const account: Service = {
  signingName: 'account',
  schemas,
  protocol: 'rest-json',
  scope: 'global',
  checks,
  operations: {
    ListRegions: listRegions,
    GetRegionOptStatus: getRegionOptStatus,
    EnableRegion: enableRegion,
    DisableRegion: disableRegion,
    GetAccountInformation: getAccountInformation,
  },
  invalid: (message) => validation('fieldValidationFailed', message),
  throttled: tooManyRequests,
};
