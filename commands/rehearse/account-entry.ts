import type { Account } from '@muster/simulator';

/** An account in the organization file. */
export type AccountEntry = Pick<Account, 'id' | 'name' | 'email'> & {
  readonly ou: string;
  readonly tags: Readonly<Record<string, string>>;
};
