import { randomInt } from 'node:crypto';
import type { GetRandomPasswordCommandInput, GetRandomPasswordCommandOutput } from '@aws-sdk/client-secrets-manager';
import type { Operation } from '../../../contract/service';
import { invalidParameter } from '../errors';

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const PUNCTUATION = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

/** GetRandomPassword: by default 32 characters of all kinds, with at least one of each kind. */
export const getRandomPassword: Operation<GetRandomPasswordCommandInput, Partial<GetRandomPasswordCommandOutput>> = (
  input,
) => {
  const { PasswordLength: length = 32, ExcludeCharacters: excluded = '' } = input;
  const kinds = [
    ...(input.ExcludeLowercase ? [] : [LOWER]),
    ...(input.ExcludeUppercase ? [] : [LOWER.toUpperCase()]),
    ...(input.ExcludeNumbers ? [] : ['0123456789']),
    ...(input.ExcludePunctuation ? [] : [PUNCTUATION]),
    ...(input.IncludeSpace ? [' '] : []),
  ]
    .map((kind) => [...kind].filter((character) => !excluded.includes(character)))
    .filter((kind) => kind.length > 0);
  const required = input.RequireEachIncludedType === false ? [] : kinds;
  if (kinds.length === 0 || length < Math.max(1, required.length) || length > 4096)
    throw invalidParameter('The password that Secrets Manager is to make cannot be made with these settings.');
  const password = required.map(one);
  while (password.length < length) password.splice(randomInt(password.length + 1), 0, one(kinds.flat()));
  return { RandomPassword: password.join('') };
};

function one(characters: readonly string[]): string {
  return characters[randomInt(characters.length)] ?? '';
}
