import type { Account } from '@muster/simulator';

/** What the organization file says of an account. */
export type AccountEntry = Pick<Account, 'id' | 'name' | 'email'> & {
  readonly ou: string;
  readonly tags: Readonly<Record<string, string>>;
};
