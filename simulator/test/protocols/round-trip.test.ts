import * as account from '@aws-sdk/client-account';
import * as cloudformation from '@aws-sdk/client-cloudformation';
import * as cloudwatch from '@aws-sdk/client-cloudwatch';
import * as logs from '@aws-sdk/client-cloudwatch-logs';
import * as detective from '@aws-sdk/client-detective';
import * as events from '@aws-sdk/client-eventbridge';
import * as guardduty from '@aws-sdk/client-guardduty';
import * as iam from '@aws-sdk/client-iam';
import * as kms from '@aws-sdk/client-kms';
import * as lambda from '@aws-sdk/client-lambda';
import * as organizations from '@aws-sdk/client-organizations';
import * as s3 from '@aws-sdk/client-s3';
import * as scheduler from '@aws-sdk/client-scheduler';
import * as states from '@aws-sdk/client-sfn';
import * as sns from '@aws-sdk/client-sns';
import * as sqs from '@aws-sdk/client-sqs';
import * as ssm from '@aws-sdk/client-ssm';
import * as sts from '@aws-sdk/client-sts';
import { AwsQueryProtocol, AwsSmithyRpcV2CborProtocol } from '@aws-sdk/core/protocols';
import { describeRoundTrip, type Echo } from './round-trip';

const XMLNS = 'https://example.amazonaws.com/doc/';

const echoes: readonly Echo[] = [
  { client: account.AccountClient, schemas: account, signingName: 'account', protocol: 'rest-json' },
  {
    client: cloudformation.CloudFormationClient,
    schemas: cloudformation,
    signingName: 'cloudformation',
    protocol: 'query',
  },
  { client: cloudwatch.CloudWatchClient, schemas: cloudwatch, signingName: 'monitoring', protocol: 'json-1.0' },
  { client: logs.CloudWatchLogsClient, schemas: logs, signingName: 'logs', protocol: 'json-1.1' },
  { client: detective.DetectiveClient, schemas: detective, signingName: 'detective', protocol: 'rest-json' },
  { client: events.EventBridgeClient, schemas: events, signingName: 'events', protocol: 'json-1.1' },
  { client: guardduty.GuardDutyClient, schemas: guardduty, signingName: 'guardduty', protocol: 'rest-json' },
  { client: iam.IAMClient, schemas: iam, signingName: 'iam', protocol: 'query' },
  { client: kms.KMSClient, schemas: kms, signingName: 'kms', protocol: 'json-1.1' },
  { client: lambda.LambdaClient, schemas: lambda, signingName: 'lambda', protocol: 'rest-json' },
  {
    client: organizations.OrganizationsClient,
    schemas: organizations,
    signingName: 'organizations',
    protocol: 'json-1.1',
  },
  { client: s3.S3Client, schemas: s3, signingName: 's3', protocol: 'rest-xml' },
  { client: scheduler.SchedulerClient, schemas: scheduler, signingName: 'scheduler', protocol: 'rest-json' },
  { client: states.SFNClient, schemas: states, signingName: 'states', protocol: 'json-1.0' },
  { client: sns.SNSClient, schemas: sns, signingName: 'sns', protocol: 'query' },
  { client: sqs.SQSClient, schemas: sqs, signingName: 'sqs', protocol: 'json-1.0' },
  { client: ssm.SSMClient, schemas: ssm, signingName: 'ssm', protocol: 'json-1.1' },
  { client: sts.STSClient, schemas: sts, signingName: 'sts', protocol: 'query' },
  // the protocols of other clients for the same services
  { client: sqs.SQSClient, schemas: sqs, signingName: 'sqs', protocol: 'json-1.0', speaking: AwsQueryProtocol },
  {
    client: cloudwatch.CloudWatchClient,
    schemas: cloudwatch,
    signingName: 'monitoring',
    protocol: 'json-1.0',
    speaking: AwsQueryProtocol,
  },
  {
    client: cloudwatch.CloudWatchClient,
    schemas: cloudwatch,
    signingName: 'monitoring',
    protocol: 'json-1.0',
    speaking: AwsSmithyRpcV2CborProtocol,
  },
].map((echo) => ({ ...echo, namespace: XMLNS })) as readonly Echo[];

for (const echo of echoes)
  describe(`${echo.signingName} ${echo.protocolClass?.name ?? ''}`, () => describeRoundTrip(echo));
