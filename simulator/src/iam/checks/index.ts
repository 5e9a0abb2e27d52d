import type { Call } from '../../kernel/service';
import type { Check, Checks, Input } from './check';
import { detective } from './detective';
import { dynamodb } from './dynamodb';
import { events, scheduler, states } from './events';
import { guardduty } from './guardduty';
import { account, cloudformation, ec2, iam, kms, sts } from './infrastructure';
import { lambda } from './lambda';
import { sns, sqs } from './messaging';
import { logs, monitoring, ssm } from './observability';
import { organizations } from './organizations';
import { s3 } from './s3';
import { secretsmanager } from './secretsmanager';

/** By signing name. */
const SERVICES: Readonly<Record<string, Checks>> = {
  account,
  cloudformation,
  detective,
  dynamodb,
  ec2,
  events,
  guardduty,
  iam,
  kms,
  lambda,
  logs,
  monitoring,
  organizations,
  s3,
  scheduler,
  secretsmanager,
  sns,
  sqs,
  ssm,
  states,
  sts,
};

/** Everything IAM must allow for a call. @throws Error for a service that says nothing of it here */
export function checksOf(call: Call, input: unknown): readonly Check[] {
  const checks = SERVICES[call.service];
  if (!checks) throw new Error(`simulator/src/iam/checks does not say what ${call.service} needs`);
  return checks(call, (input ?? {}) as Input);
}
