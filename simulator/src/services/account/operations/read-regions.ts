import type {
  GetRegionOptStatusCommandInput,
  GetRegionOptStatusCommandOutput,
  ListRegionsCommandInput,
  ListRegionsCommandOutput,
} from '@aws-sdk/client-account';
import type { Operation } from '../../../contract/service';
import { validation } from '../errors';
import { knownRegion } from '../region';
import { regionsOf, statusOf } from '../state';
import { target } from '../target';

const LARGEST_PAGE = 50;

/** Every region with its opt-in status, or those with the requested statuses. */
export const listRegions: Operation<ListRegionsCommandInput, Partial<ListRegionsCommandOutput>> = (input, call) => {
  const account = target(input.AccountId, call);
  const size = input.MaxResults ?? LARGEST_PAGE;
  if (size < 1 || size > LARGEST_PAGE)
    throw validation('fieldValidationFailed', `MaxResults must be between 1 and ${LARGEST_PAGE}.`, [
      { name: 'MaxResults', message: `must be between 1 and ${LARGEST_PAGE}` },
    ]);
  const start = input.NextToken === undefined ? 0 : offsetIn(input.NextToken);
  const wanted = input.RegionOptStatusContains ?? [];
  const regions = regionsOf(call.world)
    .map((fact) => ({ RegionName: fact.region, RegionOptStatus: statusOf(fact, account, call.world) }))
    .filter(({ RegionOptStatus }) => wanted.length === 0 || wanted.includes(RegionOptStatus));
  const end = start + size;
  const Regions = regions.slice(start, end);
  return end < regions.length ? { Regions, NextToken: Buffer.from(String(end)).toString('base64') } : { Regions };
};

function offsetIn(token: string): number {
  const offset = Buffer.from(token, 'base64').toString();
  if (!/^\d+$/.test(offset))
    throw validation('fieldValidationFailed', 'The provided NextToken is invalid.', [
      { name: 'NextToken', message: 'is invalid' },
    ]);
  return Number(offset);
}

export const getRegionOptStatus: Operation<GetRegionOptStatusCommandInput, Partial<GetRegionOptStatusCommandOutput>> = (
  input,
  call,
) => {
  const account = target(input.AccountId, call);
  const fact = knownRegion(input.RegionName, call.partition);
  return { RegionName: fact.region, RegionOptStatus: statusOf(fact, account, call.world) };
};
