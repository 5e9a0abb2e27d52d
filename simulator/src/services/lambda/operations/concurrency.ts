import type {
  DeleteFunctionConcurrencyCommandInput,
  DeleteFunctionConcurrencyCommandOutput,
  GetFunctionConcurrencyCommandInput,
  GetFunctionConcurrencyCommandOutput,
  PutFunctionConcurrencyCommandInput,
  PutFunctionConcurrencyCommandOutput,
} from '@aws-sdk/client-lambda';
import type { Operation } from '../../../contract/service';
import { findFunction } from '../find-function';

/** PutFunctionConcurrency. */
export const putFunctionConcurrency: Operation<
  PutFunctionConcurrencyCommandInput,
  Partial<PutFunctionConcurrencyCommandOutput>
> = (input, call) => {
  const { found } = findFunction(input, 'lambda:PutFunctionConcurrency', call);
  found.reservedConcurrency = input.ReservedConcurrentExecutions;
  return { ReservedConcurrentExecutions: found.reservedConcurrency };
};

/** GetFunctionConcurrency. */
export const getFunctionConcurrency: Operation<
  GetFunctionConcurrencyCommandInput,
  Partial<GetFunctionConcurrencyCommandOutput>
> = (input, call) => {
  const { found } = findFunction(input, 'lambda:GetFunctionConcurrency', call);
  return found.reservedConcurrency === undefined ? {} : { ReservedConcurrentExecutions: found.reservedConcurrency };
};

/** DeleteFunctionConcurrency. */
export const deleteFunctionConcurrency: Operation<
  DeleteFunctionConcurrencyCommandInput,
  Partial<DeleteFunctionConcurrencyCommandOutput>
> = (input, call) => {
  findFunction(input, 'lambda:DeleteFunctionConcurrency', call).found.reservedConcurrency = undefined;
  return {};
};
