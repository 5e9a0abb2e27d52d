import { EVERY_REGION, LISTED } from '../../../lambda/controllers/directory/desired';

/**
 * EventBridge's pattern of what the directory says when the accounts have been listed after an event.
 * @param account the one that says so
 * @param region the one that is to hear it; all of them where absent
 */
export function listedPattern({ account, region }: { readonly account: string; readonly region?: string }) {
  return {
    account: [account],
    source: [LISTED.source],
    'detail-type': [LISTED.detailType],
    ...(region !== undefined && { detail: { regions: [region, EVERY_REGION] } }),
  };
}
