import type { PutParameterCommandInput, PutParameterCommandOutput } from '@aws-sdk/client-ssm';
import type { Operation } from '../../../contract/service';
import { AwsError } from '../../../kernel/aws-error';
import { finds, UnusableExpression } from '../../../kernel/bounded-regexp';
import { parameterAlreadyExists, validation } from '../errors';
import { parametersOf } from '../find-parameter';
import { validName } from '../names';
import type { ParameterState } from '../state';

/** The most bytes of a value, by tier. */
const LARGEST = { Standard: 4096, Advanced: 8192 } as const;

/** Creates a parameter, or its next version if `Overwrite` is set. */
export const putParameter: Operation<PutParameterCommandInput, Partial<PutParameterCommandOutput>> = (input, call) => {
  const held = parametersOf(call);
  const name = validName(input.Name ?? '');
  const before = held.get(name);
  if (before && input.Overwrite !== true) throw parameterAlreadyExists();
  if (before && input.Tags?.length)
    throw validation(
      "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove overwrite flag. To update tags for an existing parameter, please use AddTagsToResource or RemoveTagsFromResource.",
    );
  const parameter = { ...(before ?? fresh(input, name)), ...changes(input) };
  check(input.Value ?? '', parameter);
  parameter.versions.push({
    value: input.Value ?? '',
    modifiedAt: call.world.clock.now(),
    modifiedBy: call.caller.arn,
    ...(input.Description === undefined ? {} : { description: input.Description }),
  });
  held.set(name, parameter);
  return { Version: parameter.versions.length, Tier: parameter.tier };
};

function fresh(input: PutParameterCommandInput, name: string): ParameterState {
  if (input.Type === undefined) throw validation('A parameter type is required when you create a parameter.');
  return { name, type: input.Type, tier: 'Standard', dataType: 'text', tags: [...(input.Tags ?? [])], versions: [] };
}

function changes(input: PutParameterCommandInput): Partial<ParameterState> {
  const { Type: type, Tier: tier, DataType: dataType, KeyId: keyId, AllowedPattern: allowedPattern } = input;
  return {
    ...(type === undefined ? {} : { type }),
    ...(tier === undefined ? {} : { tier: tier === 'Intelligent-Tiering' ? 'Standard' : tier }),
    ...(dataType === undefined ? {} : { dataType }),
    ...(keyId === undefined ? {} : { keyId }),
    ...(allowedPattern === undefined ? {} : { allowedPattern }),
  };
}

function check(value: string, parameter: ParameterState): void {
  const largest = parameter.tier === 'Advanced' ? LARGEST.Advanced : LARGEST.Standard;
  if (value === '')
    throw validation(
      "1 validation error detected: Value '' at 'value' failed to satisfy constraint: Member must have length greater than or equal to 1.",
    );
  if (Buffer.byteLength(value) > largest)
    throw validation(
      `${parameter.tier} tier parameters support a maximum parameter value of ${largest} characters. To create a larger parameter value, upgrade the parameter to use the advanced-parameter tier. For more information, see https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html`,
    );
  if (parameter.allowedPattern !== undefined && !isAllowed(parameter.allowedPattern, value))
    throw new AwsError(
      'ParameterPatternMismatchException',
      400,
      `Parameter value, cannot be validated against allowedPattern: ${parameter.allowedPattern}`,
    );
}

function isAllowed(pattern: string, value: string): boolean {
  try {
    return finds(pattern, value);
  } catch (error) {
    if (!(error instanceof UnusableExpression)) throw error;
    throw new AwsError('InvalidAllowedPatternException', 400, `The allowed pattern ${pattern} cannot be used`);
  }
}
