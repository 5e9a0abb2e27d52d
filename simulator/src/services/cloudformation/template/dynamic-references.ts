import { AwsError } from '../../../kernel/aws-error';
import { validationError } from '../errors';
import type { Reader } from './reader';
import { secretAt } from './secret-references';
import { isObject, type Json } from './template';

const REFERENCE = /\{\{resolve:([a-z-]+):([^}]+)\}\}/g;

/** Resolves one reference to a store. @param path the part after the name of the store */
type Follow = (path: string, reference: string, reader: Reader) => Promise<string>;

const OPEN: Readonly<Record<string, Follow>> = { ssm: (path, ...rest) => parameterAt(path, false, ...rest) };

const SECRET: Readonly<Record<string, Follow>> = {
  'ssm-secure': (path, ...rest) => parameterAt(path, true, ...rest),
  secretsmanager: secretAt,
};

/**
 * The value with its `{{resolve:ssm:…}}` resolved. References to secrets stay, so that no stored or shown property contains a
 * secret.
 * @throws AwsError that names the store if it does not exist
 */
export function resolveDynamicReferences(value: Json, reader: Reader): Promise<Json> {
  return filled(value, OPEN, reader);
}

/** The value with its `{{resolve:secretsmanager:…}}` and `{{resolve:ssm-secure:…}}` resolved, only for the handler of a resource. */
export function resolveSecrets(value: Json, reader: Reader): Promise<Json> {
  return filled(value, SECRET, reader);
}

async function filled(value: Json, stores: Readonly<Record<string, Follow>>, reader: Reader): Promise<Json> {
  if (typeof value === 'string') return value.includes('{{resolve:') ? fill(value, stores, reader) : value;
  if (Array.isArray(value)) return Promise.all(value.map((each: Json) => filled(each, stores, reader)));
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(async ([key, each]) => [key, await filled(each, stores, reader)] as const);
  return Object.fromEntries(await Promise.all(entries));
}

async function fill(text: string, stores: Readonly<Record<string, Follow>>, reader: Reader): Promise<string> {
  let done = text;
  for (const [whole, store = '', path = ''] of text.matchAll(REFERENCE)) {
    if (!(store in OPEN || store in SECRET))
      throw validationError(`Dynamic references to ${store} are not simulated: ${whole}`);
    const found = await stores[store]?.(path, whole, reader);
    if (found !== undefined) done = done.replace(whole, () => found);
  }
  return done;
}

async function parameterAt(path: string, secure: boolean, reference: string, reader: Reader): Promise<string> {
  try {
    const output: unknown = await reader.world.invoke(
      'ssm',
      'GetParameter',
      { Name: path, WithDecryption: secure },
      { principal: reader.caller, region: reader.region },
    );
    const parameter = isObject(output) ? output.Parameter : undefined;
    return isObject(parameter) ? String(parameter.Value) : '';
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw validationError(`Could not resolve the following dynamic reference: ${reference} (${error.message})`);
  }
}
