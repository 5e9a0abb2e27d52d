import { createHash, randomBytes, randomUUID } from 'node:crypto';

const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Identifiers in AWS's forms. */
export const ids = {
  /** e.g. a detector id: 32 hex digits */
  hex: (length: number): string =>
    randomBytes(Math.ceil(length / 2))
      .toString('hex')
      .slice(0, length),
  uuid: (): string => randomUUID(),
  upper: (length: number): string => [...randomBytes(length)].map((byte) => UPPER[byte % 32]).join(''),
  /** always the same id for the same thing, e.g. a role's unique id */
  stable: (prefix: string, of: string): string =>
    prefix + [...createHash('sha256').update(of).digest().subarray(0, 17)].map((byte) => UPPER[byte % 32]).join(''),
};
