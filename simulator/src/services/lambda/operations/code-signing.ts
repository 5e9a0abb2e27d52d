import type {
  GetFunctionCodeSigningConfigCommandInput,
  GetFunctionCodeSigningConfigCommandOutput,
} from '@aws-sdk/client-lambda';
import type { Operation } from '../../../contract/service';
import { findFunction } from '../find-function';

/** GetFunctionCodeSigningConfig: no function has one. */
export const getFunctionCodeSigningConfig: Operation<
  GetFunctionCodeSigningConfigCommandInput,
  Partial<GetFunctionCodeSigningConfigCommandOutput>
> = (input, call) => {
  const { found } = findFunction(input, 'lambda:GetFunctionCodeSigningConfig', call);
  return { FunctionName: found.configuration.FunctionName, CodeSigningConfigArn: '' };
};
