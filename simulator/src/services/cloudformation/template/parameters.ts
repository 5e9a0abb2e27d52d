import type { Parameter } from '@aws-sdk/client-cloudformation';
import type { Call } from '../../../contract/service';
import { AwsError } from '../../../kernel/aws-error';
import { finds, UnusableExpression } from '../../../kernel/bounded-regexp';
import { validationError } from '../errors';
import { isObject, type Json, type ParameterDefinition, type Template } from './template';

/** A parameter of a stack: its given value, and its resolved value if it names an SSM parameter. */
export interface StackParameter {
  readonly key: string;
  readonly value: string;
  readonly resolvedValue?: string;
  readonly noEcho: boolean;
}

type Caller = Pick<Call, 'world' | 'caller' | 'region'>;

/**
 * The values of a template's parameters: given, kept from before (`UsePreviousValue`) or their defaults.
 * @throws AwsError for values that are missing, unknown or not allowed
 */
export async function resolveParameters(
  template: Template,
  given: readonly Parameter[],
  previous: readonly StackParameter[],
  call: Caller,
): Promise<StackParameter[]> {
  const unknown = given.map((each) => each.ParameterKey ?? '').filter((key) => !(key in template.Parameters));
  if (unknown.length > 0) throw validationError(`Parameters: [${unknown.join(', ')}] do not exist in the template`);
  const missing: string[] = [];
  const values: [string, ParameterDefinition, string][] = [];
  for (const [key, definition] of Object.entries(template.Parameters)) {
    const value = chosenValue(key, definition, given, previous);
    if (value === undefined) missing.push(key);
    else values.push([key, definition, value]);
  }
  if (missing.length > 0) throw validationError(`Parameters: [${missing.join(', ')}] must have values`);
  return Promise.all(
    values.map(async ([key, definition, value]) => {
      check(key, definition, value);
      const noEcho = String(definition.NoEcho ?? 'false') === 'true';
      const resolvedValue = isSsm(definition) ? await ssmValue(key, value, call) : undefined;
      return { key, value, noEcho, ...(resolvedValue === undefined ? {} : { resolvedValue }) };
    }),
  );
}

/** The value of a parameter's `Ref`; lists are split at commas. */
export function parameterValue(parameter: StackParameter, definition: ParameterDefinition | undefined): Json {
  const value = parameter.resolvedValue ?? parameter.value;
  const type = definition?.Type ?? 'String';
  const isList = type === 'CommaDelimitedList' || type.includes('List<') || type.endsWith('<StringList>');
  return isList ? value.split(',').map((each) => each.trim()) : value;
}

function chosenValue(
  key: string,
  definition: ParameterDefinition,
  given: readonly Parameter[],
  previous: readonly StackParameter[],
): string | undefined {
  const own = given.find((each) => each.ParameterKey === key);
  if (own?.UsePreviousValue) {
    const before = previous.find((each) => each.key === key);
    if (before) return before.value;
  } else if (own?.ParameterValue !== undefined) return own.ParameterValue;
  return definition.Default === undefined ? undefined : String(definition.Default);
}

function check(key: string, definition: ParameterDefinition, value: string): void {
  const { AllowedValues, AllowedPattern, ConstraintDescription, Type, MinLength, MaxLength, MinValue, MaxValue } =
    definition;
  const refuse = (what: string): never => {
    throw validationError(
      ConstraintDescription === undefined
        ? `Parameter '${key}' ${what}`
        : `Parameter '${key}' failed to satisfy constraint: ${ConstraintDescription}`,
    );
  };
  if (Type === 'Number' && (value === '' || Number.isNaN(Number(value)))) refuse('must be a number');
  if (AllowedValues !== undefined && !AllowedValues.some((each) => String(each) === value))
    refuse('must be one of AllowedValues');
  if (AllowedPattern !== undefined && !isWhole(AllowedPattern, value)) refuse(`must match pattern ${AllowedPattern}`);
  if (MinLength !== undefined && value.length < Number(MinLength))
    refuse(`must contain at least ${MinLength} characters`);
  if (MaxLength !== undefined && value.length > Number(MaxLength))
    refuse(`must contain at most ${MaxLength} characters`);
  if (MinValue !== undefined && Number(value) < Number(MinValue)) refuse(`must be a number not less than ${MinValue}`);
  if (MaxValue !== undefined && Number(value) > Number(MaxValue))
    refuse(`must be a number not greater than ${MaxValue}`);
}

function isWhole(pattern: string, value: string): boolean {
  try {
    return finds(`^(?:${pattern})$`, value);
  } catch (error) {
    if (!(error instanceof UnusableExpression)) throw error;
    throw validationError(`Template validation error: AllowedPattern ${pattern} cannot be used`);
  }
}

function isSsm(definition: ParameterDefinition): boolean {
  return definition.Type.startsWith('AWS::SSM::Parameter::Value<');
}

async function ssmValue(key: string, name: string, call: Caller): Promise<string> {
  try {
    const output: unknown = await call.world.invoke(
      'ssm',
      'GetParameter',
      { Name: name },
      { principal: call.caller, region: call.region },
    );
    const parameter = isObject(output) ? output.Parameter : undefined;
    return isObject(parameter) ? String(parameter.Value) : '';
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw validationError(
      `Unable to fetch parameters [${name}] from parameter store for this account. (parameter ${key}: ${error.code})`,
    );
  }
}
