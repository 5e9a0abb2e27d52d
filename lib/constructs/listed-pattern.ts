import { EVERY_REGION, LISTED } from '../../lambda/controllers/directory/desired';

/**
 * EventBridge's pattern of what the directory says when the accounts have been listed after an event.
 * @param narrowed the account that says so, and the one region that is to hear it; all of them where absent
 */
export function listedPattern(narrowed?: { readonly account: string; readonly region: string }) {
  return {
    ...(narrowed && { account: [narrowed.account] }),
    source: [LISTED.source],
    'detail-type': [LISTED.detailType],
    ...(narrowed && { detail: { regions: [narrowed.region, EVERY_REGION] } }),
  };
}
