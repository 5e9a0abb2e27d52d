import { organizationOf, SECURITY } from '../../src/fixtures/organization-of';
import { allServices } from '../../src/services';
import { Simulation } from '../../src/simulation';

const region = 'eu-west-1';

/** A policy whose statements have these ids. */
const policyWith = (...ids: readonly (string | undefined)[]) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: ids.map((Sid) => ({ Sid, Effect: 'Allow', Principal: { AWS: '*' }, Action: '*', Resource: '*' })),
  });

const withoutPrincipals = (policy: string) => policy.replaceAll('"Principal":{"AWS":"*"},', '');

type Put = (invoke: (service: string, operation: string, input: object) => Promise<unknown>, policy: string) => unknown;

const topicArn = `arn:aws:sns:${region}:${SECURITY}:topic`;
const AssumeRolePolicyDocument = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});

const SERVICES: Readonly<Record<string, { readonly put: Put; readonly refusal: string; readonly absent: boolean }>> = {
  SNS: {
    put: async (invoke, AttributeValue) => {
      await invoke('sns', 'CreateTopic', { Name: 'topic' });
      await invoke('sns', 'SetTopicAttributes', { TopicArn: topicArn, AttributeName: 'Policy', AttributeValue });
    },
    refusal: 'Invalid parameter: Every policy statement must have a unique ID',
    absent: false,
  },
  'SNS, with the topic,': {
    put: (invoke, Policy) => invoke('sns', 'CreateTopic', { Name: 'topic', Attributes: { Policy } }),
    refusal: 'Invalid parameter: Every policy statement must have a unique ID',
    absent: false,
  },
  SQS: {
    put: (invoke, Policy) => invoke('sqs', 'CreateQueue', { QueueName: 'queue', Attributes: { Policy } }),
    refusal: 'Invalid value for the parameter Policy.',
    absent: true,
  },
  KMS: {
    put: (invoke, Policy) => invoke('kms', 'CreateKey', { Policy }),
    refusal: 'Policy contains statements with the same Sid.',
    absent: true,
  },
  IAM: {
    put: async (invoke, policy) => {
      await invoke('iam', 'CreateRole', { RoleName: 'role', AssumeRolePolicyDocument });
      const PolicyDocument = withoutPrincipals(policy);
      await invoke('iam', 'PutRolePolicy', { RoleName: 'role', PolicyName: 'policy', PolicyDocument });
    },
    refusal: 'Statement IDs (SID) in a single policy must be unique.',
    absent: true,
  },
};

describe.each(Object.entries(SERVICES))('a policy of %s', (_, { put, refusal, absent }) => {
  async function submit(policy: string): Promise<unknown> {
    const simulation = await Simulation.start(organizationOf(), allServices, { clockRate: 0 });
    const as = { principal: simulation.principals.administrator(SECURITY), region };
    return put((service, operation, input) => simulation.invoke(service, operation, input, as), policy);
  }

  test('may not give two statements the same id', async () => {
    await expect(submit(policyWith('one', 'one'))).rejects.toThrow(refusal);
    await expect(submit(policyWith('one', 'two'))).resolves.not.toThrow();
  });

  test(`may have a single statement without an id, and several ${absent ? 'too' : 'not'}`, async () => {
    await expect(submit(policyWith(undefined))).resolves.not.toThrow();
    const several = submit(policyWith('one', undefined));
    if (absent) await expect(several).resolves.not.toThrow();
    else await expect(several).rejects.toThrow(refusal);
  });
});
