import type { UpdateFunctionCodeCommandInput, UpdateFunctionCodeCommandOutput } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../contract/service';
import { fetchCode } from '../code';
import { withCode } from '../configuration';
import { findFunction } from '../find-function';
import { publish } from '../version';

/** UpdateFunctionCode: warm environments with the old code are not reused. */
export const updateFunctionCode: Operation<
  UpdateFunctionCodeCommandInput,
  Partial<UpdateFunctionCodeCommandOutput>
> = async (input, call) => {
  const { found } = findFunction({ FunctionName: input.FunctionName }, 'lambda:UpdateFunctionCode', call);
  const code = await fetchCode(input, call);
  const configuration = withCode(found.configuration, code, call);
  if (input.DryRun) return configuration;
  found.configuration = { ...configuration, ...(input.Architectures ? { Architectures: input.Architectures } : {}) };
  found.zip = code.zip;
  found.codeLocation = code.location;
  return input.Publish ? publish(found) : found.configuration;
};
