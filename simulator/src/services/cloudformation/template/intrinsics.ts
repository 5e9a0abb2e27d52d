import { templateError } from '../errors';
import { evaluateCondition } from './conditions';
import { KNOWN_AFTER_APPLY, type Scope } from './scope';
import { functionCall, isObject, type Json } from './template';

/** The value of `AWS::NoValue`: the property or list item disappears. */
const NO_VALUE = Symbol('AWS::NoValue');
type Resolved = Json | typeof NO_VALUE;
type Fn = (argument: Json, scope: Scope) => Resolved;

/** A value with all its functions evaluated. */
export function resolve(value: Json, scope: Scope): Json | undefined {
  const resolved = evaluate(value, scope);
  return resolved === NO_VALUE ? undefined : resolved;
}

function evaluate(value: Json, scope: Scope): Resolved {
  const call = functionCall(value);
  if (call) {
    const fn = FUNCTIONS[call.name];
    if (!fn) throw templateError(`Unsupported function: ${call.name}`);
    return fn(call.argument, scope);
  }
  if (Array.isArray(value)) return value.map((each: Json) => evaluate(each, scope)).filter((each) => each !== NO_VALUE);
  if (isObject(value))
    return Object.fromEntries(
      Object.entries(value)
        .map(([key, each]) => [key, evaluate(each, scope)] as const)
        .filter((entry): entry is readonly [string, Json] => entry[1] !== NO_VALUE),
    );
  return value;
}

const FUNCTIONS: Readonly<Record<string, Fn>> = {
  Ref: (argument, scope) => reference(String(argument), scope),
  Condition: (argument, scope) => evaluateCondition({ Condition: argument }, scope),
  'Fn::GetAtt': (argument, scope) => {
    const [id, name] = attributeOf(argument);
    return attribute(id, String(resolve(name, scope)), scope);
  },
  'Fn::Join': (argument, scope) => {
    const [delimiter, list] = pair(argument, 'Join');
    const items = resolve(list, scope);
    if (items === KNOWN_AFTER_APPLY) return KNOWN_AFTER_APPLY;
    if (!Array.isArray(items))
      throw templateError(
        'every Fn::Join object requires two parameters, (1) a string delimiter and (2) a list of strings to be joined or a function that returns a list of strings (such as Fn::GetAZs) to be joined.',
      );
    return items.map(text).join(String(delimiter));
  },
  'Fn::Sub': (argument, scope) => substitute(argument, scope),
  'Fn::Select': (argument, scope) => {
    const [index, list] = pair(argument, 'Select');
    const items = resolve(list, scope);
    if (items === KNOWN_AFTER_APPLY) return KNOWN_AFTER_APPLY;
    const at = Number(resolve(index, scope));
    const item = Array.isArray(items) ? (items[at] as Json | undefined) : undefined;
    if (item === undefined) throw templateError(`Fn::Select cannot select nonexistent value at index ${at}`);
    return item;
  },
  'Fn::Split': (argument, scope) => {
    const [delimiter, source] = pair(argument, 'Split');
    const whole = resolve(source, scope);
    return typeof whole === 'string' && whole.includes(KNOWN_AFTER_APPLY)
      ? KNOWN_AFTER_APPLY
      : text(whole ?? '').split(String(delimiter));
  },
  'Fn::If': (argument, scope) => {
    const [condition, yes, no] = list(argument);
    if (condition === undefined || yes === undefined || no === undefined)
      throw templateError('Fn::If requires a list argument with three elements');
    return evaluate(evaluateCondition({ Condition: condition }, scope) ? yes : no, scope);
  },
  'Fn::Equals': (argument, scope) => evaluateCondition({ 'Fn::Equals': argument }, scope),
  'Fn::And': (argument, scope) => evaluateCondition({ 'Fn::And': argument }, scope),
  'Fn::Or': (argument, scope) => evaluateCondition({ 'Fn::Or': argument }, scope),
  'Fn::Not': (argument, scope) => evaluateCondition({ 'Fn::Not': argument }, scope),
  'Fn::FindInMap': (argument, scope) => findInMap(list(argument), scope),
  'Fn::Base64': (argument, scope) => Buffer.from(text(resolve(argument, scope) ?? '')).toString('base64'),
  'Fn::GetAZs': (argument, scope) => {
    const region = String(resolve(argument, scope) ?? '');
    return [...scope.zones(region === '' ? String(scope.parameters['AWS::Region']) : region)];
  },
  'Fn::ImportValue': (argument, scope) => scope.importValue(String(resolve(argument, scope))),
  'Fn::GetStackOutput': (argument, scope) => stackOutput(argument, scope),
  'Fn::Length': (argument, scope) => list(resolve(argument, scope) ?? []).length,
  'Fn::ToJsonString': (argument, scope) => JSON.stringify(resolve(argument, scope)),
};

function reference(name: string, scope: Scope): Resolved {
  if (name === 'AWS::NoValue') return NO_VALUE;
  const parameter = scope.parameters[name];
  if (parameter !== undefined) return parameter;
  return scope.resource(name)?.ref ?? KNOWN_AFTER_APPLY;
}

function attribute(logicalId: string, name: string, scope: Scope): Json {
  const values = scope.resource(logicalId);
  if (!values) return KNOWN_AFTER_APPLY;
  const value = values.attributes[name];
  if (value !== undefined) return value as Json;
  if (values.type.startsWith('Custom::') || values.type === 'AWS::CloudFormation::CustomResource')
    throw templateError(
      `CustomResource attribute error: Vendor response doesn't contain ${name} attribute in object ${values.ref}`,
    );
  throw templateError(`resource ${logicalId} does not support attribute type ${name} in Fn::GetAtt`);
}

/** The resource and attribute in a GetAtt argument, which is a list or a string with dots. */
export function attributeOf(argument: Json): [string, Json] {
  if (Array.isArray(argument))
    return [String(argument[0]), argument.length > 2 ? argument.slice(1).join('.') : (argument[1] ?? '')];
  const whole = String(argument);
  const dot = whole.indexOf('.');
  return dot < 0 ? [whole, ''] : [whole.slice(0, dot), whole.slice(dot + 1)];
}

function substitute(argument: Json, scope: Scope): Json {
  const [body, variables] = Array.isArray(argument) ? [argument[0], argument[1]] : [argument, {}];
  const own = isObject(variables as Json) ? (variables as Readonly<Record<string, Json>>) : {};
  return String(body).replace(/\$\{([^}]*)\}/g, (_, inner: string) => {
    if (inner.startsWith('!')) return `\${${inner.slice(1)}}`;
    const name = inner.trim();
    const variable = own[name];
    if (variable !== undefined) return text(resolve(variable, scope) ?? '');
    if (!name.includes('.')) return text(resolve({ Ref: name }, scope) ?? '');
    return text(resolve({ 'Fn::GetAtt': name }, scope) ?? '');
  });
}

function findInMap(argument: readonly Json[], scope: Scope): Json {
  const [map, top, second] = argument.slice(0, 3).map((each) => String(resolve(each, scope)));
  const found = scope.template.Mappings[map ?? '']?.[top ?? '']?.[second ?? ''];
  if (found !== undefined) return found;
  const options = argument[3];
  if (isObject(options) && options.DefaultValue !== undefined) return resolve(options.DefaultValue, scope) ?? null;
  throw templateError(`Unable to get mapping for ${map}::${top}::${second}`);
}

function stackOutput(argument: Json, scope: Scope): Json {
  const input = resolve(argument, scope);
  if (!isObject(input) || typeof input.StackName !== 'string' || typeof input.OutputName !== 'string')
    throw templateError('Fn::GetStackOutput requires StackName and OutputName');
  const { StackName, OutputName, Region, RoleArn } = input;
  const region = String(Region ?? scope.parameters['AWS::Region']);
  return scope.stackOutput(StackName, OutputName, region, typeof RoleArn === 'string' ? RoleArn : undefined);
}

function pair(argument: Json, name: string): [Json, Json] {
  const [first, second] = list(argument);
  if (first === undefined || second === undefined)
    throw templateError(`every Fn::${name} object requires two parameters`);
  return [first, second];
}

function list(value: Json): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

function text(value: Json): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}
