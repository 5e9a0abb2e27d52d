import type {
  ListFunctionsCommandInput,
  ListFunctionsCommandOutput,
  ListVersionsByFunctionCommandInput,
  ListVersionsByFunctionCommandOutput,
} from '@aws-sdk/client-lambda';
import type { Operation } from '../../../contract/service';
import { findFunction } from '../find-function';
import { functions } from '../state';

/** ListFunctions: pages of 50; `Marker` is the place where the next one starts. */
export const listFunctions: Operation<ListFunctionsCommandInput, Partial<ListFunctionsCommandOutput>> = (
  input,
  call,
) => {
  const all = [...(call.world.state.peek(functions, call.accountId, call.region)?.values() ?? [])];
  const start = Number(input.Marker ?? 0);
  const end = start + Math.min(input.MaxItems ?? 50, 50);
  return {
    Functions: all.slice(start, end).map(({ configuration }) => configuration),
    ...(end < all.length ? { NextMarker: String(end) } : {}),
  };
};

/** ListVersionsByFunction: `$LATEST` first. */
export const listVersionsByFunction: Operation<
  ListVersionsByFunctionCommandInput,
  Partial<ListVersionsByFunctionCommandOutput>
> = (input, call) => {
  const { found } = findFunction(input, 'lambda:ListVersionsByFunction', call);
  return {
    Versions: [found.configuration, ...[...found.versions.values()].map(({ configuration }) => configuration)],
  };
};
