import type { CreateFunctionCommandInput, CreateFunctionCommandOutput } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../contract/service';
import { fetchCode } from '../code';
import { newConfiguration, withCode } from '../configuration';
import { conflict, invalidParameter } from '../errors';
import { functionArn, functionNameOf } from '../find-function';
import { requireAssumable } from '../role';
import { functions, type LambdaFunction } from '../state';
import { publish } from '../version';

/** CreateFunction: the function is Active at once. */
export const createFunction: Operation<CreateFunctionCommandInput, Partial<CreateFunctionCommandOutput>> = async (
  input,
  call,
) => {
  const name = functionNameOf(input.FunctionName ?? '', call);
  const existing = call.world.state.at(functions, call.accountId, call.region);
  if (existing.has(name)) throw conflict(`Function already exist: ${name}`);
  if (input.PackageType !== 'Image' && (!input.Runtime || !input.Handler))
    throw invalidParameter(
      'Runtime and Handler are mandatory parameters for functions created with deployment packages.',
    );
  await requireAssumable(input.Role ?? '', call);
  const code = await fetchCode(input.Code ?? {}, call);
  const arn = functionArn(call, name);
  const created: LambdaFunction = {
    name,
    arn,
    accountId: call.accountId,
    region: call.region,
    configuration: withCode(newConfiguration(input, arn, name, call), code, call),
    zip: code.zip,
    codeLocation: code.location,
    tags: { ...input.Tags },
    policy: [],
    asynchronous: undefined,
    reservedConcurrency: undefined,
    versions: new Map(),
  };
  existing.set(name, created);
  return input.Publish ? publish(created) : created.configuration;
};
