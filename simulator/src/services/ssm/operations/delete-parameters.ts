import type {
  DeleteParameterCommandInput,
  DeleteParametersCommandInput,
  DeleteParametersCommandOutput,
} from '@aws-sdk/client-ssm';
import type { Operation } from '../../../contract/service';
import { parameterNotFound } from '../errors';
import { parametersOf } from '../find-parameter';

export const deleteParameter: Operation<DeleteParameterCommandInput, object> = (input, call) => {
  if (!parametersOf(call).delete(input.Name ?? '')) throw parameterNotFound();
  return {};
};

export const deleteParameters: Operation<DeleteParametersCommandInput, Partial<DeleteParametersCommandOutput>> = (
  input,
  call,
) => {
  const DeletedParameters = (input.Names ?? []).filter((name) => parametersOf(call).delete(name));
  return {
    DeletedParameters,
    InvalidParameters: (input.Names ?? []).filter((name) => !DeletedParameters.includes(name)),
  };
};
