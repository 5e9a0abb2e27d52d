import { Slot } from '../../kernel/slot';

/** A secret's value, in one of its two forms. */
export type SecretValue = { readonly SecretString: string } | { readonly SecretBinary: Uint8Array };

export interface Version {
  readonly id: string;
  readonly createdAt: number;
  readonly kmsKeyId: string | undefined;
  /** a function, so that the control interface leaves it out */
  readonly value: () => SecretValue;
  /** labels; a version without one is deprecated */
  stages: readonly string[];
  /** midnight of the day on which it was last read */
  accessedOn: number | undefined;
}

export interface Secret {
  readonly name: string;
  readonly arn: string;
  readonly accountId: string;
  readonly region: string;
  readonly createdAt: number;
  /** the service that owns the secret, e.g. `events` */
  readonly owningService: string | undefined;
  changedAt: number;
  description: string | undefined;
  /** the account's own `aws/secretsmanager` if absent */
  kmsKeyId: string | undefined;
  /** JSON */
  policy: string | undefined;
  tags: Record<string, string>;
  /** when its deletion was requested */
  deletedAt: number | undefined;
  /** the oldest first */
  versions: Version[];
}

/** Secrets by name. */
export const secrets = new Slot('secretsmanager', 'secrets', () => new Map<string, Secret>());
