import { AwsError } from '../../../kernel/aws-error';
import type { Call } from '../../../kernel/service';
import { validationError } from '../errors';
import { isObject, type Json } from './template';

const REFERENCE = /\{\{resolve:([a-z-]+):([^}]+)\}\}/g;

/**
 * The value with its `{{resolve:ssm:name:version}}` filled in from Parameter Store.
 * @throws AwsError for the stores that are not simulated, by name
 */
export async function resolveDynamicReferences(
  value: Json,
  call: Pick<Call, 'simulation' | 'caller' | 'region'>,
): Promise<Json> {
  if (typeof value === 'string') return value.includes('{{resolve:') ? fill(value, call) : value;
  if (Array.isArray(value)) return Promise.all(value.map((each: Json) => resolveDynamicReferences(each, call)));
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(
    async ([key, each]) => [key, await resolveDynamicReferences(each, call)] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}

async function fill(text: string, call: Pick<Call, 'simulation' | 'caller' | 'region'>): Promise<string> {
  let filled = text;
  for (const [whole, store, path = ''] of text.matchAll(REFERENCE)) {
    if (store !== 'ssm' && store !== 'ssm-secure')
      throw validationError(`Dynamic references to ${store} are not simulated: ${whole}`);
    filled = filled.replace(whole, await parameterAt(path, store === 'ssm-secure', whole, call));
  }
  return filled;
}

async function parameterAt(
  path: string,
  secure: boolean,
  reference: string,
  call: Pick<Call, 'simulation' | 'caller' | 'region'>,
): Promise<string> {
  try {
    const output: unknown = await call.simulation.invoke(
      'ssm',
      'GetParameter',
      { Name: path, WithDecryption: secure },
      { principal: call.caller, region: call.region },
    );
    const parameter = isObject(output) ? output.Parameter : undefined;
    return isObject(parameter) ? String(parameter.Value) : '';
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw validationError(`Could not resolve the following dynamic reference: ${reference} (${error.message})`);
  }
}
