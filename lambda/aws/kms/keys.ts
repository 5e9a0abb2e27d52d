import { DescribeKeyCommand, type KMSClient } from '@aws-sdk/client-kms';
import { call } from '../call';
import { isNotFound } from '../error-predicates';

/** AWS KMS in one region. */
export class Keys {
  constructor(
    private readonly client: KMSClient,
    private readonly region: string,
  ) {}

  /** ARN of the key behind an alias; undefined if the alias does not exist. */
  async arnOf(alias: string): Promise<string | undefined> {
    try {
      const { KeyMetadata } = await call(`reading KMS key (${alias})`, this.region, () =>
        this.client.send(new DescribeKeyCommand({ KeyId: alias })),
      );
      return KeyMetadata?.Arn;
    } catch (error) {
      // "Alias arn:… is not found."
      if (isNotFound(error)) return undefined;
      throw error;
    }
  }
}
