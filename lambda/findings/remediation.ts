import type { Locale } from './desired';
import type { Finding } from './finding';

/** Finding type → AWS's page on remedies; the first match counts. */
const PAGES: readonly (readonly [RegExp, string])[] = [
  [/:S3\/MaliciousFile$/, 'compromised-s3object-malware-protection-gdu'],
  [/:EC2\/MaliciousFile!Snapshot$/, 'compromised-snapshot'],
  [/:EC2\/MaliciousFile!AMI$/, 'compromised-ami'],
  [/:EC2\/MaliciousFile!RecoveryPoint$/, 'compromised-ec2-recoverypoint'],
  [/:S3\/MaliciousFile!RecoveryPoint$/, 'compromised-s3-recoverypoint'],
  [/:Container\//, 'remediate-compromised-standalone-container'],
  [/:ECS\//, 'compromised-ecs'],
  [/:(Kubernetes|EKS)\//, 'guardduty-remediate-kubernetes'],
  [/:Runtime\//, 'guardduty-remediate-runtime-monitoring'],
  [/:RDS\//, 'guardduty-remediate-compromised-database-rds'],
  [/:Lambda\//, 'remediate-lambda-protection-finding-types'],
  [/:(IAMUser|IAM)\//, 'compromised-creds'],
  // custom detection rules match the calls of identities
  [/^DefenseImpairment:/, 'compromised-creds'],
  [/:S3\//, 'compromised-s3'],
  [/:EC2\//, 'compromised-ec2'],
];

/** AWS's page on remedies for a type of finding; the overview for an unknown type. */
export function remediationLink({ type, partition }: Finding, locale: Locale): string {
  const page = PAGES.find(([pattern]) => pattern.test(type))?.[1] ?? 'guardduty_remediate';
  if (partition === 'aws-cn') return `https://docs.amazonaws.cn/en_us/guardduty/latest/ug/${page}.html`;
  return `https://docs.aws.amazon.com/${locale === 'ja' ? 'ja_jp/' : ''}guardduty/latest/ug/${page}.html`;
}
