import { CfnApiDestination, CfnConnection } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import type { Destination } from '../../../lambda/findings/desired';

type Https = Extract<Destination, { via: 'https' }>;

export interface HttpEndpointProps {
  /** name of the target */
  readonly name: string;
  readonly endpoint: Https['endpoint'];
  readonly credentials: Https['credentials'];
}

/** A rate that all these services accept; EventBridge holds further calls back. */
const CALLS_PER_SECOND = 10;

/**
 * An HTTPS endpoint with its credentials. They stay in Secrets Manager: the template has references, which CloudFormation
 * resolves, and EventBridge keeps the credentials in its own secret.
 */
export class HttpEndpoint extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { name, endpoint, credentials }: HttpEndpointProps) {
    super(scope, id);
    const connection = new CfnConnection(this, 'Connection', {
      description: `Credentials for target ${name} of findings.`,
      ...authorization(credentials),
    });
    const destination = new CfnApiDestination(this, 'Destination', {
      description: `Target ${name} of findings.`,
      connectionArn: connection.attrArn,
      httpMethod: 'POST',
      invocationEndpoint: endpoint,
      invocationRateLimitPerSecond: CALLS_PER_SECOND,
    });
    this.arn = destination.attrArn;
  }
}

function authorization(credentials: Https['credentials']): Pick<CfnConnection, 'authorizationType' | 'authParameters'> {
  switch (credentials.in) {
    case 'basic': {
      const { username, password } = credentials;
      return { authorizationType: 'BASIC', authParameters: { basicAuthParameters: { username, password } } };
    }
    case 'header': {
      const { name: apiKeyName, value } = credentials;
      const body = 'bodyKey' in credentials ? [{ key: credentials.bodyKey, value, isValueSecret: true }] : undefined;
      return {
        authorizationType: 'API_KEY',
        authParameters: {
          apiKeyAuthParameters: { apiKeyName, apiKeyValue: value },
          ...(body && { invocationHttpParameters: { bodyParameters: body } }),
        },
      };
    }
    default:
      return credentials satisfies never;
  }
}
