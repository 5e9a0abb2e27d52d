import type { Json, Template } from './template';

/** The placeholder for a value that is known only after deployment, in CloudFormation's spelling (change sets show it). */
export const KNOWN_AFTER_APPLY = '{{changeSet:KNOWN_AFTER_APPLY}}';

/** The values of a resource for references to it. */
export interface ResourceValues {
  readonly type: string;
  readonly ref: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** The values that the functions of a template may read. */
export interface Scope {
  readonly template: Template;
  /** parameters and pseudo parameters */
  readonly parameters: Readonly<Record<string, Json>>;
  /** values of a resource of this stack; undefined while they are not known */
  readonly resource: (logicalId: string) => ResourceValues | undefined;
  /** @throws AwsError if there is no export with the name */
  readonly importValue: (name: string) => Json;
  /** @throws AwsError if the stack or its output does not exist */
  readonly stackOutput: (stackName: string, outputName: string, region: string, roleArn: string | undefined) => Json;
  readonly zones: (region: string) => readonly string[];
}
