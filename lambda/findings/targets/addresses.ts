/** Addresses in the settings of targets, and references to secrets. */
import { z } from 'zod';

/** An ARN of the service, in any partition. */
export function arn(service: string, example: string) {
  return z
    .string()
    .regex(new RegExp(`^arn:aws[a-z-]*:${service}:[a-z0-9-]+:\\d{12}:\\S+$`), `must be an ARN like ${example}`)
    .meta({ title: example });
}

export const secretArn = arn('secretsmanager', 'arn:aws:secretsmanager:eu-west-1:222222222222:secret:name-AbCdEf');

export const endpoint = z
  .string()
  .regex(/^https:\/\/\S+$/, 'must be an https address')
  .meta({ title: 'https address' });

/** A value of a secret as a template refers to it: CloudFormation reads the secret, no file holds its value. */
export function secretValue(arn: string, key: string): string {
  return `{{resolve:secretsmanager:${arn}:SecretString:${key}}}`;
}
