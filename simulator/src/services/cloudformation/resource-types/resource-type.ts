import type { World } from '../../../contract/world';
import type { Principal } from '../../../kernel/principals';
import type { Stack } from '../state';
import type { Json } from '../template/template';

export type Properties = Readonly<Record<string, Json>>;

/** The context of a resource type's handler for one resource. */
export interface Work {
  readonly world: World;
  readonly stack: Stack;
  readonly logicalId: string;
  readonly type: string;
  /** the stack's role, or the caller that deploys */
  readonly principal: Principal;
  readonly accountId: string;
  readonly region: string;
  readonly partition: string;
  /** aborted once the deployment cancels this resource */
  readonly signal: AbortSignal;
  /** calls AWS as the stack's principal, in the stack's region */
  call<O = Record<string, unknown>>(service: string, operation: string, input: unknown): Promise<O>;
  /** the name that CloudFormation generates if a template gives none: stack, logical id, random suffix */
  generatedName(limit?: number, lowerCase?: boolean): string;
  /** `arn:<partition>:<service>:<region>:<account>:<resource>` */
  arn(service: string, resource: string, place?: 'regional' | 'global'): string;
  /** reports the physical id while the creation is still in progress */
  initiated(physicalId: string): void;
}

export interface Applied {
  readonly physicalId: string;
  readonly attributes?: Readonly<Record<string, unknown>>;
}

/** A resource as it is before an update or deletion. */
export interface Existing {
  readonly physicalId: string;
  readonly properties: Properties;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** The way in which CloudFormation creates, updates and deletes resources of one type. */
export interface ResourceType {
  readonly type: string;
  /** properties whose change requires a new resource */
  readonly createOnly: readonly string[];
  /** properties that no update may change, each with its refusal */
  readonly immutable?: Readonly<Record<string, string>>;
  /** the attributes for `Fn::GetAtt`; `any` for custom resources */
  readonly attributes: readonly string[] | 'any';
  /** the property that names the resource, if there is one */
  readonly nameProperty?: string;
  /** the form of the Tags property that takes the stack's tags */
  readonly tags?: 'list' | 'map';
  readonly create: (properties: Properties, work: Work) => Promise<Applied>;
  /** absent: every change requires a new resource */
  readonly update?: (existing: Existing, properties: Properties, work: Work) => Promise<Applied>;
  readonly remove?: (existing: Existing, work: Work) => Promise<void>;
}

/** A property as text, undefined if it is absent. */
export const text = (value: Json | undefined): string | undefined =>
  value === undefined || value === null ? undefined : typeof value === 'object' ? JSON.stringify(value) : String(value);

/** A property as a number; templates may write numbers as strings. */
export const number = (value: Json | undefined): number | undefined =>
  value === undefined || value === null ? undefined : Number(value);

/** A property as a boolean; templates may write booleans as strings. */
export const bool = (value: Json | undefined): boolean | undefined =>
  value === undefined || value === null ? undefined : String(value) === 'true';

/** A property that is a list, empty if it is absent. */
export const items = (value: Json | undefined): readonly Json[] =>
  Array.isArray(value) ? (value as readonly Json[]) : value === undefined || value === null ? [] : [value];

/** A property that is a map, empty if it is absent. */
export const fields = (value: Json | undefined): Properties =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Properties) : {};

/** `[{ Key, Value }]` as a map. */
export function tagMap(tags: Json | undefined): Record<string, string> {
  if (Array.isArray(tags))
    return Object.fromEntries(tags.map((each: Json) => [String(fields(each).Key), String(fields(each).Value)]));
  return Object.fromEntries(Object.entries(fields(tags)).map(([key, value]) => [key, String(value)]));
}

/** Tags as `[{ Key, Value }]`. */
export const tagList = (tags: Json | undefined): { Key: string; Value: string }[] =>
  Object.entries(tagMap(tags)).map(([Key, Value]) => ({ Key, Value }));

/** Input without its undefined members. */
export function defined<T extends Record<string, unknown>>(input: T): T {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as T;
}
