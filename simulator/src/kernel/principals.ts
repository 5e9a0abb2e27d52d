import { randomBytes } from 'node:crypto';
import { ids } from './ids';

/** The signer of a request. */
export interface Principal {
  readonly accountId: string;
  /** `arn:aws:iam::…:root` style for an account's administrator, `arn:aws:sts::…:assumed-role/Role/Session` for a session */
  readonly arn: string;
  readonly userId: string;
  readonly accessKeyId: string;
  /** the role behind a session */
  readonly roleArn?: string;
  readonly sessionName?: string;
  /** the function whose code acts, or for which Lambda acts: `lambda:SourceFunctionArn` in policies */
  readonly sourceFunctionArn?: string;
  /** an AWS service acting on its own (EventBridge delivering, CloudFormation without a role) */
  readonly service?: string;
  /** the resource that the service acts for, `aws:SourceArn` in resource policies: the rule, the alarm, the topic */
  readonly sourceArn?: string;
}

export interface SessionCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** The access keys this organization knows: `AKIA` + account id is that account's administrator; sessions are `ASIA…`. */
export class Principals {
  private readonly sessions = new Map<string, Principal>();

  constructor(
    private readonly partition: string,
    private readonly knows: (accountId: string) => boolean,
  ) {}

  /** The principal behind an access key, undefined for an unknown key. */
  find(accessKeyId: string): Principal | undefined {
    const administrator = /^AKIA(\d{12})$/.exec(accessKeyId)?.[1];
    if (administrator !== undefined) return this.knows(administrator) ? this.administrator(administrator) : undefined;
    return this.sessions.get(accessKeyId);
  }

  administrator(accountId: string): Principal {
    return {
      accountId,
      arn: `arn:${this.partition}:iam::${accountId}:user/administrator`,
      userId: `AIDA${accountId}ADMIN`,
      accessKeyId: `AKIA${accountId}`,
    };
  }

  /** An AWS service acting in an account. */
  service(accountId: string, service: string, sourceArn?: string): Principal {
    const acting = { accountId, arn: `${service}`, userId: service, accessKeyId: service, service };
    return sourceArn === undefined ? acting : { ...acting, sourceArn };
  }

  /**
   * The principal of a role's session.
   * @param sourceFunctionArn the function, if it is an execution role
   */
  session(roleArn: string, sessionName: string, sourceFunctionArn?: string): Principal {
    const [, partition, , , accountId = '', resource = ''] = roleArn.split(':');
    const roleName = resource.split('/').at(-1) ?? '';
    return {
      accountId,
      arn: `arn:${partition}:sts::${accountId}:assumed-role/${roleName}/${sessionName}`,
      userId: `${ids.stable('AROA', roleArn)}:${sessionName}`,
      accessKeyId: `ASIA${ids.upper(16)}`,
      roleArn,
      sessionName,
      ...(sourceFunctionArn !== undefined && { sourceFunctionArn }),
    };
  }

  /** A new session of a role with credentials, as AssumeRole and the Lambda service create them. */
  assume(
    roleArn: string,
    sessionName: string,
    sourceFunctionArn?: string,
  ): { principal: Principal; credentials: SessionCredentials } {
    const principal = this.session(roleArn, sessionName, sourceFunctionArn);
    const { accessKeyId } = principal;
    this.sessions.set(accessKeyId, principal);
    return {
      principal,
      credentials: {
        accessKeyId,
        secretAccessKey: randomBytes(30).toString('base64'),
        sessionToken: randomBytes(60).toString('base64'),
      },
    };
  }
}
