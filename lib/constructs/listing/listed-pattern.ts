import { EVERY_REGION, LISTED } from '../../../lambda/controllers/directory/desired';

/**
 * The pattern of the event that the directory sends when it has listed the accounts after an event.
 * @param account the account that sends it
 * @param region the region that it is for; every region if absent
 */
export function listedPattern({ account, region }: { readonly account: string; readonly region?: string }) {
  return {
    account: [account],
    source: [LISTED.source],
    'detail-type': [LISTED.detailType],
    ...(region !== undefined && { detail: { regions: [region, EVERY_REGION] } }),
  };
}
