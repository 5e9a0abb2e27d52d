import { CfnApiDestination, CfnConnection } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import type { FindingRoutes } from '../routes';

type ApiDestination = NonNullable<FindingRoutes['targets'][string]['apiDestination']>;

export interface HttpEndpointProps {
  /** of the target */
  readonly name: string;
  readonly apiDestination: ApiDestination;
}

/** What all these services take without complaint; more waits in EventBridge. */
const CALLS_PER_SECOND = 10;

/**
 * An HTTPS endpoint with its credentials. These stay in Secrets Manager: the template holds references, which CloudFormation
 * fills in, and EventBridge keeps them in a secret of its own.
 */
export class HttpEndpoint extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { name, apiDestination }: HttpEndpointProps) {
    super(scope, id);
    const connection = new CfnConnection(this, 'Connection', {
      description: `Credentials for target ${name} of findings.`,
      ...authorization(apiDestination),
    });
    const destination = new CfnApiDestination(this, 'Destination', {
      description: `Target ${name} of findings.`,
      connectionArn: connection.attrArn,
      httpMethod: 'POST',
      invocationEndpoint: endpointOf(apiDestination),
      invocationRateLimitPerSecond: CALLS_PER_SECOND,
    });
    this.arn = destination.attrArn;
  }
}

function endpointOf({ pagerDuty, jira, webhook }: ApiDestination): string {
  return (pagerDuty ?? jira ?? webhook)?.endpoint ?? '';
}

function authorization({
  pagerDuty,
  jira,
  webhook,
}: ApiDestination): Pick<CfnConnection, 'authorizationType' | 'authParameters'> {
  if (jira) {
    const [username, password] = [secret(jira.secretArn, 'username'), secret(jira.secretArn, 'password')];
    return { authorizationType: 'BASIC', authParameters: { basicAuthParameters: { username, password } } };
  }
  if (webhook) {
    const [apiKeyName, apiKeyValue] = [secret(webhook.secretArn, 'header'), secret(webhook.secretArn, 'value')];
    return { authorizationType: 'API_KEY', authParameters: { apiKeyAuthParameters: { apiKeyName, apiKeyValue } } };
  }
  const value = secret(pagerDuty?.secretArn ?? '', 'routing_key');
  return {
    authorizationType: 'API_KEY',
    authParameters: {
      // PagerDuty looks for the key in the body alone; a connection must have a header too
      apiKeyAuthParameters: { apiKeyName: 'X-Routing-Key', apiKeyValue: value },
      invocationHttpParameters: { bodyParameters: [{ key: 'routing_key', value, isValueSecret: true }] },
    },
  };
}

function secret(arn: string, key: string): string {
  return `{{resolve:secretsmanager:${arn}:SecretString:${key}}}`;
}
