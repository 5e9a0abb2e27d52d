import { DescribeKeyCommand, type KMSClient } from '@aws-sdk/client-kms';
import { RolloutError } from '../../reconcile/errors';
import { call } from '../call';

/** AWS KMS in one region. */
export class Keys {
  constructor(
    private readonly client: KMSClient,
    private readonly region: string,
  ) {}

  /** ARN of the key behind an alias, undefined where there is no such alias. */
  async arnOf(alias: string): Promise<string | undefined> {
    try {
      const { KeyMetadata } = await call(`reading KMS key (${alias})`, this.region, () =>
        this.client.send(new DescribeKeyCommand({ KeyId: alias })),
      );
      return KeyMetadata?.Arn;
    } catch (error) {
      // "Alias arn:… is not found."
      if (error instanceof RolloutError && error.cause instanceof Error && error.cause.name === 'NotFoundException')
        return undefined;
      throw error;
    }
  }
}
