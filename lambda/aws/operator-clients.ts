import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { GuardDutyClient } from '@aws-sdk/client-guardduty';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { STSClient } from '@aws-sdk/client-sts';
import { type Aws, type Connection, connect } from './clients';
import { CloudFormation } from './cloudformation/stacks';
import { Memory } from './dynamodb/memory';
import type { EventBridge } from './eventbridge/bus';
import { EventRules } from './eventbridge/rules';
import { SampleFindings } from './guardduty/sample-findings';
import { connectBus, connectTopics, REGIONAL } from './hub-clients';
import { ATTEMPTS } from './limits';
import { LogLines } from './logs/log-lines';
import { EffectivePolicies } from './organizations/effective-policies';
import { type OrganizationFacts, organizationFacts } from './organizations/organization-facts';
import { TopicSubscribers } from './sns/subscribers';
import type { Sns } from './sns/topics';
import { DeadLetters } from './sqs/dead-letters';
import { Sts } from './sts/sts';

/** The ports of an operator at a terminal, with the operator's own credentials. */
export interface Operator {
  /** the account of the credentials */
  account(region: string): Promise<string>;
  /** the organization of the credentials */
  organization(region: string): Promise<OrganizationFacts>;
  /** the outputs of a stack; undefined if it does not exist */
  outputs(region: string, stack: string): Promise<ReadonlyMap<string, string> | undefined>;
  deadLetters(region: string): DeadLetters;
  rules(region: string): EventRules;
  bus(region: string, name: string): EventBridge;
  topics(region: string): Sns;
  subscribers(region: string): TopicSubscribers;
  samples(region: string): SampleFindings;
  logs(region: string): LogLines;
  memory(region: string, table: string): Memory;
  effectivePolicies(region: string): EffectivePolicies;
  /** the ports of the controllers */
  controllers(): Aws;
}

/** Creates the ports of an operator, with their SDK clients. */
export function connectOperator(connection: Connection = {}): Operator {
  const { credentials, profile, requestHandler, maxAttempts = ATTEMPTS.operator } = connection;
  const topics = new Map<string, Sns>();
  const reach = {
    maxAttempts,
    ...(credentials && { credentials }),
    ...(profile !== undefined && { profile }),
    ...(requestHandler && { requestHandler }),
  };
  return {
    account: (region) => new Sts(new STSClient({ ...reach, region }), region).account(),
    organization: (region) => organizationFacts(new OrganizationsClient({ ...reach, region }), region),
    outputs: (region, stack) =>
      new CloudFormation(new CloudFormationClient({ ...reach, region }), region).outputs(stack),
    deadLetters: (region) => new DeadLetters(new SQSClient({ ...reach, ...REGIONAL, region }), region),
    rules: (region) => new EventRules(new EventBridgeClient({ ...reach, region }), region),
    bus: (region, name) => connectBus(region, name, { ...connection, maxAttempts }),
    topics: (region) => {
      const known = topics.get(region) ?? connectTopics(region, { ...connection, maxAttempts });
      topics.set(region, known);
      return known;
    },
    subscribers: (region) => new TopicSubscribers(new SNSClient({ ...reach, region }), region),
    samples: (region) => new SampleFindings(new GuardDutyClient({ ...reach, region }), region, () => false),
    logs: (region) => new LogLines(new CloudWatchLogsClient({ ...reach, region }), region),
    memory: (region, table) => new Memory(new DynamoDBClient({ ...reach, region }), region, table),
    effectivePolicies: (region) => new EffectivePolicies(new OrganizationsClient({ ...reach, region }), region),
    controllers: () => connect({ ...connection, maxAttempts }),
  };
}
