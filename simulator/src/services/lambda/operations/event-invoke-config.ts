import type {
  DeleteFunctionEventInvokeConfigCommandInput,
  DeleteFunctionEventInvokeConfigCommandOutput,
  GetFunctionEventInvokeConfigCommandInput,
  GetFunctionEventInvokeConfigCommandOutput,
  PutFunctionEventInvokeConfigCommandInput,
  PutFunctionEventInvokeConfigCommandOutput,
  UpdateFunctionEventInvokeConfigCommandInput,
  UpdateFunctionEventInvokeConfigCommandOutput,
} from '@aws-sdk/client-lambda';
import type { Operation } from '../../../contract/service';
import { noResource } from '../errors';
import { findFunction } from '../find-function';
import type { LambdaFunction } from '../state';

/** PutFunctionEventInvokeConfig: replaces the configuration. */
export const putFunctionEventInvokeConfig: Operation<
  PutFunctionEventInvokeConfigCommandInput,
  Partial<PutFunctionEventInvokeConfigCommandOutput>
> = ({ FunctionName, Qualifier, ...config }, call) => {
  const { found } = findFunction({ FunctionName, Qualifier }, 'lambda:PutFunctionEventInvokeConfig', call);
  found.asynchronous = { ...config, lastModified: call.world.clock.now() };
  return answer(found);
};

/** UpdateFunctionEventInvokeConfig: changes the given members. */
export const updateFunctionEventInvokeConfig: Operation<
  UpdateFunctionEventInvokeConfigCommandInput,
  Partial<UpdateFunctionEventInvokeConfigCommandOutput>
> = ({ FunctionName, Qualifier, ...config }, call) => {
  const { found } = findFunction({ FunctionName, Qualifier }, 'lambda:UpdateFunctionEventInvokeConfig', call);
  found.asynchronous = { ...found.asynchronous, ...config, lastModified: call.world.clock.now() };
  return answer(found);
};

/** GetFunctionEventInvokeConfig. */
export const getFunctionEventInvokeConfig: Operation<
  GetFunctionEventInvokeConfigCommandInput,
  Partial<GetFunctionEventInvokeConfigCommandOutput>
> = (input, call) => answer(findFunction(input, 'lambda:GetFunctionEventInvokeConfig', call).found);

/** DeleteFunctionEventInvokeConfig. */
export const deleteFunctionEventInvokeConfig: Operation<
  DeleteFunctionEventInvokeConfigCommandInput,
  Partial<DeleteFunctionEventInvokeConfigCommandOutput>
> = (input, call) => {
  const { found } = findFunction(input, 'lambda:DeleteFunctionEventInvokeConfig', call);
  answer(found);
  found.asynchronous = undefined;
  return {};
};

function answer({ arn, asynchronous }: LambdaFunction): Partial<GetFunctionEventInvokeConfigCommandOutput> {
  if (!asynchronous) throw noResource(`The function ${arn}:$LATEST doesn't have an EventInvokeConfig`);
  const { lastModified, ...config } = asynchronous;
  return {
    FunctionArn: `${arn}:$LATEST`,
    LastModified: new Date(lastModified),
    DestinationConfig: { OnSuccess: {}, OnFailure: {} },
    ...config,
  };
}
