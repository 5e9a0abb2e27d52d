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

/** Credentials of a session, as SDK clients accept them. */
export interface SessionCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** STS in one region: tokens of regional endpoints are valid in opt-in regions too. */
export class Sts {
  constructor(
    private readonly client: STSClient,
    private readonly region: string,
  ) {}

  /** The account of the credentials. */
  async account(): Promise<string> {
    const { Account = '' } = await call('asking STS who calls', this.region, () =>
      this.client.send(new GetCallerIdentityCommand({})),
    );
    return Account;
  }

  /**
   * Assumes a role in another account. @returns the credentials of the session
   * @throws RolloutError `RoleNotAssumable` if the role is missing or does not trust the caller (I7): AWS does not say which
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
