import type {
  UpdateFunctionConfigurationCommandInput,
  UpdateFunctionConfigurationCommandOutput,
} from '@aws-sdk/client-lambda';
import type { Operation } from '../../../contract/service';
import { changedConfiguration } from '../configuration';
import { findFunction } from '../find-function';
import { requireAssumable } from '../role';

/** UpdateFunctionConfiguration. */
export const updateFunctionConfiguration: Operation<
  UpdateFunctionConfigurationCommandInput,
  Partial<UpdateFunctionConfigurationCommandOutput>
> = async ({ FunctionName, RevisionId: _revision, ...settings }, call) => {
  const { found } = findFunction({ FunctionName }, 'lambda:UpdateFunctionConfiguration', call);
  if (settings.Role !== undefined) await requireAssumable(settings.Role, call);
  found.configuration = changedConfiguration(found.configuration, settings, found.name, call);
  return found.configuration;
};
