import type { DeleteFunctionCommandInput, DeleteFunctionCommandOutput } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../contract/service';
import { findFunction } from '../find-function';
import { functions } from '../state';

/** DeleteFunction: one version, or the function with all its versions. */
export const deleteFunction: Operation<DeleteFunctionCommandInput, Partial<DeleteFunctionCommandOutput>> = (
  input,
  call,
) => {
  const { found, version } = findFunction(input, 'lambda:DeleteFunction', call);
  if (version !== '$LATEST') found.versions.delete(version);
  else call.world.state.at(functions, found.accountId, found.region).delete(found.name);
  return { StatusCode: 204 };
};
