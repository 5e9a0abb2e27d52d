import type { Call, Operation } from './service';

/** A tag as most services spell it. */
interface Tag {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

/** The shapes of the three operations, which differ between services in the name of what is tagged alone. */
type Request<Name extends string> = {
  readonly [name in Name]?: string | undefined;
} & { readonly Tags?: readonly Tag[] | undefined; readonly TagKeys?: readonly string[] | undefined };

interface TagOperations<Name extends string> {
  readonly TagResource: Operation<Request<Name>, object>;
  readonly UntagResource: Operation<Request<Name>, object>;
  readonly ListTagsForResource: Operation<Request<Name>, { Tags: { Key: string; Value: string }[] }>;
}

/** A tag list as a record. */
export function tagsOf(tags: readonly Tag[] = []): Record<string, string> {
  return Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value]));
}

/**
 * TagResource, UntagResource and ListTagsForResource of a service that takes tags as a list.
 * @param name the member that says what is tagged
 * @param tagsBehind the tags of a resource, to be changed in place; throws the service's refusal where there is none
 */
export function tagOperations<Name extends string>(
  name: Name,
  tagsBehind: (arn: string | undefined, call: Call) => Record<string, string>,
): TagOperations<Name> {
  return {
    TagResource: (input, call) => {
      Object.assign(tagsBehind(input[name], call), tagsOf(input.Tags));
      return {};
    },
    UntagResource: (input, call) => {
      const tags = tagsBehind(input[name], call);
      for (const key of input.TagKeys ?? []) delete tags[key];
      return {};
    },
    ListTagsForResource: (input, call) => ({
      Tags: Object.entries(tagsBehind(input[name], call)).map(([Key, Value]) => ({ Key, Value })),
    }),
  };
}
