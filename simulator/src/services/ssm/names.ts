import { validation } from './errors';

const NAME = /^[a-zA-Z0-9_./-]+$/;

/** Checks the name of a new parameter. @throws ValidationException */
export function validName(name: string): string {
  if (!NAME.test(name))
    throw validation(
      'Parameter name must not contain anything but letters, numbers and the symbols "." (period), "-" (hyphen), "_" (underscore) and "/" (slash).',
    );
  if (name.includes('/') && !name.startsWith('/')) throw validation('Parameter name must be a fully qualified name.');
  const first = name.replace(/^\//, '').toLowerCase();
  if (first.startsWith('aws') || first.startsWith('ssm'))
    throw validation(
      'Parameter name: can\'t be prefixed with "aws" or "ssm" (case-insensitive). If formed as a path, it can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_',
    );
  if (name.split('/').length > 16)
    throw validation('Parameter hierarchies are limited to a maximum of fifteen levels.');
  return name;
}
