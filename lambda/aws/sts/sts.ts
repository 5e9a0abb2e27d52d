import { AssumeRoleCommand, GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';
import { RolloutError } from '../../reconcile/errors';
import { call } from '../call';
import { hasCode } from '../error-predicates';

/** A role in another account. */
export interface MemberRole {
  readonly account: string;
  readonly partition: string;
  readonly name: string;
  readonly externalId?: string | undefined;
}

/** Credentials of a session, as every SDK client takes them. */
export interface SessionCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** STS in one region: tokens of regional endpoints are valid in regions that need opt-in too. */
export class Sts {
  constructor(
    private readonly client: STSClient,
    private readonly region: string,
  ) {}

  /** The account whose credentials these are. */
  async account(): Promise<string> {
    const { Account = '' } = await call('asking STS who calls', this.region, () =>
      this.client.send(new GetCallerIdentityCommand({})),
    );
    return Account;
  }

  /**
   * A session of a role in another account.
   * @throws RolloutError `RoleNotAssumable` where the role is missing or does not let us in (I7): AWS does not say which
   */
  async assume({ account, partition, name, externalId }: MemberRole): Promise<SessionCredentials> {
    const RoleArn = `arn:${partition}:iam::${account}:role/${name}`;
    try {
      const input = { RoleArn, RoleSessionName: `muster-${this.region}`, ExternalId: externalId };
      const { Credentials } = await call(`assuming STS role (${RoleArn})`, this.region, () =>
        this.client.send(new AssumeRoleCommand(input)),
      );
      const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
      return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
    } catch (error) {
      if (!hasCode(error, 'AccessDenied', 'DeniedByPolicy')) throw error;
      throw new RolloutError('RoleNotAssumable', error.story, {
        hint: `deploy MemberAccess in the account, with the same name and external id: npm run member-access -- --account ${account}`,
        cause: error.cause,
      });
    }
  }
}
