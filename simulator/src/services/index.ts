import type { Service } from '../contract/service';
import { account } from './account';
import { cloudformation } from './cloudformation';
import { cloudtrail } from './cloudtrail';
import { config } from './config';
import { detective } from './detective';
import { dynamodb } from './dynamodb';
import { ec2 } from './ec2';
import { events } from './events';
import { guardduty } from './guardduty';
import { iam } from './iam';
import { kms } from './kms';
import { lambda } from './lambda';
import { logs } from './logs';
import { monitoring } from './monitoring';
import { organizations } from './organizations';
import { s3 } from './s3';
import { scheduler } from './scheduler';
import { secretsmanager } from './secretsmanager';
import { securityhub } from './securityhub';
import { sns } from './sns';
import { sqs } from './sqs';
import { ssm } from './ssm';
import { states } from './states';
import { sts } from './sts';
import { tagging } from './tagging';

/** Every service of the simulated organization, by signing name. */
export const allServices: readonly Service[] = [
  account,
  cloudformation,
  detective,
  dynamodb,
  ec2,
  guardduty,
  iam,
  kms,
  lambda,
  organizations,
  s3,
  ssm,
  states,
  logs,
  sqs,
  sns,
  events,
  scheduler,
  secretsmanager,
  monitoring,
  sts,
  cloudtrail,
  config,
  securityhub,
  tagging,
];
