import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import type { LambdaFunction } from './state';

/** Publishes the function's code and configuration under the next number; returns the newest version if nothing has changed since. */
export function publish(found: LambdaFunction, description?: string): FunctionConfiguration {
  const newest = [...found.versions.values()].at(-1)?.configuration;
  if (newest && newest.RevisionId === found.configuration.RevisionId) return newest;
  const number = String(found.versions.size + 1);
  const configuration: FunctionConfiguration = {
    ...found.configuration,
    Version: number,
    FunctionArn: `${found.arn}:${number}`,
    ...(description === undefined ? {} : { Description: description }),
  };
  found.versions.set(number, { configuration, zip: found.zip });
  return configuration;
}
