import * as cloudwatch from '@aws-sdk/client-cloudwatch';
import * as guardduty from '@aws-sdk/client-guardduty';
import * as iam from '@aws-sdk/client-iam';
import * as organizations from '@aws-sdk/client-organizations';
import * as s3 from '@aws-sdk/client-s3';
import * as sqs from '@aws-sdk/client-sqs';
import * as sts from '@aws-sdk/client-sts';
import type { Answer, Client } from './client';

type Module = Readonly<Record<string, unknown>>;
type Sender = { send(command: unknown): Promise<Record<string, unknown>>; destroy(): void };

const MODULES: Readonly<Record<string, readonly [module: Module, client: string]>> = {
  cloudwatch: [cloudwatch, 'CloudWatchClient'],
  guardduty: [guardduty, 'GuardDutyClient'],
  iam: [iam, 'IAMClient'],
  organizations: [organizations, 'OrganizationsClient'],
  s3: [s3, 'S3Client'],
  sqs: [sqs, 'SQSClient'],
  sts: [sts, 'STSClient'],
};

/** The AWS SDK for JavaScript. */
export const sdk: Client = {
  name: 'the AWS SDK for JavaScript',
  calls: async (endpoint, account, region, calls) => {
    const answers: Answer[] = [];
    for (const { service, operation, input = {} } of calls) {
      const [module, name] = MODULES[service] ?? [{}, ''];
      const Client = module[name] as new (config: object) => Sender;
      const Command = module[`${operation}Command`] as new (input: object) => unknown;
      const credentials = { accessKeyId: `AKIA${account}`, secretAccessKey: 'secret' };
      const client = new Client({ endpoint, region, credentials, maxAttempts: 1 });
      answers.push(await client.send(new Command(input)).then(answered, refused));
      client.destroy();
    }
    return answers;
  },
};

// dates as text, as the others print them
function answered({ $metadata: _, ...output }: Record<string, unknown>): Answer {
  return { output: JSON.parse(JSON.stringify(output)) as Record<string, unknown> };
}

function refused(error: { Code?: string; name: string; message: string }): Answer {
  return { error: { code: error.Code ?? error.name, message: error.message } };
}
