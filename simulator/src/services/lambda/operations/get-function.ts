import type {
  GetFunctionCommandInput,
  GetFunctionCommandOutput,
  GetFunctionConfigurationCommandInput,
  GetFunctionConfigurationCommandOutput,
} from '@aws-sdk/client-lambda';
import type { Operation } from '../../../contract/service';
import { findFunction } from '../find-function';

/** GetFunction. */
export const getFunction: Operation<GetFunctionCommandInput, Partial<GetFunctionCommandOutput>> = (input, call) => {
  const { found, version } = findFunction(input, 'lambda:GetFunction', call);
  return {
    Configuration: (found.versions.get(version) ?? found).configuration,
    Code: { RepositoryType: 'S3', Location: found.codeLocation },
    ...(Object.keys(found.tags).length > 0 ? { Tags: found.tags } : {}),
    ...(found.reservedConcurrency === undefined
      ? {}
      : { Concurrency: { ReservedConcurrentExecutions: found.reservedConcurrency } }),
  };
};

/** GetFunctionConfiguration. */
export const getFunctionConfiguration: Operation<
  GetFunctionConfigurationCommandInput,
  Partial<GetFunctionConfigurationCommandOutput>
> = (input, call) => {
  const { found, version } = findFunction(input, 'lambda:GetFunctionConfiguration', call);
  return (found.versions.get(version) ?? found).configuration;
};
