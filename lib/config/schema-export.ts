/** `findings.export` of the configuration: the S3 bucket that all findings are exported to. */
import { z } from 'zod';

const days = () =>
  z
    .int()
    .min(1, 'must be at least one day')
    .max(36500, 'must be at most a hundred years, the limit of Object Lock')
    .meta({ title: 'days' });

const existing = z.strictObject({
  bucketArn: z
    .string()
    .regex(
      /^arn:aws[a-z-]*:s3:::[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
      'must be the ARN of a bucket like arn:aws:s3:::bucket; a folder in it is findings.export.prefix',
    )
    .meta({ title: 'arn:aws:s3:::bucket' })
    .describe('bucket, of any account'),
  account: z
    .string()
    .regex(/^\d{12}$/, 'an account id is 12 digits')
    .meta({ title: '12 digits in quotes' })
    .describe('the account that owns the bucket: GuardDuty writes to no other bucket of that name'),
  region: z.string().meta({ title: 'region name' }).describe('region of the bucket; that of the key must be the same'),
  keyArn: z
    .string()
    .regex(
      /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/,
      'must be the ARN of a key like arn:aws:kms:eu-west-1:333333333333:key/…; GuardDuty takes no alias',
    )
    .meta({ title: 'arn:aws:kms:eu-west-1:333333333333:key/…' })
    .describe('customer managed key, of any account: GuardDuty encrypts what it writes with it'),
});

const transition = z.strictObject({
  storageClass: z
    .enum(['GLACIER', 'DEEP_ARCHIVE'])
    .describe('files of findings are small, and S3 moves small files to no other class'),
  afterDays: days().describe('days after which they move'),
});

const lifecycle = z.strictObject({
  transitions: z.array(transition).default([]).describe('moves to cheaper storage, which is slower to read'),
  expireAfterDays: days().optional().describe('days after which findings are deleted; without the key, never'),
});

const objectLock = z.strictObject({
  mode: z
    .enum(['GOVERNANCE', 'COMPLIANCE'])
    .describe(
      'GOVERNANCE: a principal with a special permission may still delete; COMPLIANCE: no one may, not even root',
    ),
  days: days().describe('days during which no version can be deleted'),
});

/** Without `existing`, FindingsHub creates bucket and key. */
export const findingsExport = z.strictObject({
  bucketName: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/, 'has 3 to 63 lower-case letters, digits and dashes')
    .meta({ title: 'name of a bucket' })
    .optional()
    .describe(
      'name of the bucket to create; without the key, `muster-findings-<delegated administrator>-<home region>`',
    ),
  existing: existing
    .optional()
    .describe('an existing bucket and key, of a log archive for example; without the key, FindingsHub creates both'),
  prefix: z
    .string()
    .regex(/^\w[\w.-]*(\/\w[\w.-]*)*\/?$/, 'must be like guardduty or logs/guardduty')
    .max(512, 'is too long')
    .meta({ title: 'folder like logs/guardduty' })
    .optional()
    .describe('folder in the bucket; without the key, findings begin at AWSLogs/'),
  lifecycle: lifecycle.optional().describe('moves and deletes old findings in the bucket that FindingsHub creates'),
  objectLock: objectLock
    .optional()
    .describe('protects findings in the bucket that FindingsHub creates from being deleted or overwritten'),
  overrideExisting: z
    .boolean()
    .default(false)
    .describe('whether an export to another bucket, set up by someone else, is changed to this one'),
});

export type FindingsExport = z.output<typeof findingsExport>;
