import { constraint } from './errors';

const NAME = /^[\w+=,.@-]+$/;
const PATH = /^(\/|\/[!-~]+\/)$/;

/** A role or policy name. @throws ValidationError */
export function validName(name: string | undefined, member: string, longest: number): string {
  const value = name ?? '';
  if (value.length > longest) throw constraint(value, member, `must have length less than or equal to ${longest}`);
  if (!NAME.test(value)) throw constraint(value, member, 'must satisfy regular expression pattern: [\\w+=,.@-]+');
  return value;
}

/** A path, by default `/`. @throws ValidationError */
export function validPath(path: string | undefined): string {
  const value = path ?? '/';
  if (!PATH.test(value))
    throw constraint(
      value,
      'path',
      'must satisfy regular expression pattern: (\\u002F)|(\\u002F[\\u0021-\\u007F]+\\u002F)',
    );
  return value;
}
