import type { Parameter } from '@aws-sdk/client-ssm';
import type { Call } from '../../contract/service';
import { parameterNotFound, parameterVersionNotFound } from './errors';
import { type ParameterState, parameters } from './state';

/** The parameters of the caller's account and region. */
export function parametersOf(call: Call): Map<string, ParameterState> {
  return call.world.state.at(parameters, call.accountId, call.region);
}

export function arnOf(name: string, call: Call): string {
  return `arn:${call.partition}:ssm:${call.region}:${call.accountId}:parameter${name.startsWith('/') ? '' : '/'}${name}`;
}

/** A parameter by name, ARN, or either with `:version`. @throws ParameterNotFound, ParameterVersionNotFound */
export function read(selector: string, decrypt: boolean, call: Call): Parameter {
  const named = selector.replace(new RegExp(`^arn:[\\w-]+:ssm:${call.region}:${call.accountId}:parameter(?=/)`), '');
  const [name = '', wanted] = named.split(':');
  const held = parametersOf(call);
  const parameter = held.get(name) ?? held.get(name.replace(/^\//, ''));
  if (!parameter) throw parameterNotFound();
  const number = wanted === undefined ? parameter.versions.length : Number(wanted);
  const version = parameter.versions[number - 1];
  if (!version) throw parameterVersionNotFound(parameter.name);
  const hidden = parameter.type === 'SecureString' && !decrypt;
  return {
    Name: parameter.name,
    Type: parameter.type,
    Value: hidden ? Buffer.from(`encrypted/${version.value}`).toString('base64') : version.value,
    Version: number,
    LastModifiedDate: new Date(version.modifiedAt),
    ARN: arnOf(parameter.name, call),
    DataType: parameter.dataType,
    ...(wanted === undefined ? {} : { Selector: `:${wanted}` }),
  };
}
