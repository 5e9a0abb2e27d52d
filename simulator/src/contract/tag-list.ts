import type { Call, Operation } from './service';

/** A tag in the spelling of most services. */
interface Tag {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

/** The shapes of the three operations; between services they differ only in the name of the member that holds the ARN. */
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
 * @param name the member that holds the ARN of the tagged resource
 * @param tagsFor the tags of a resource, to be changed in place; throws the service's refusal if there is no resource
 */
export function tagOperations<Name extends string>(
  name: Name,
  tagsFor: (arn: string | undefined, call: Call) => Record<string, string>,
): TagOperations<Name> {
  return {
    TagResource: (input, call) => {
      Object.assign(tagsFor(input[name], call), tagsOf(input.Tags));
      return {};
    },
    UntagResource: (input, call) => {
      const tags = tagsFor(input[name], call);
      for (const key of input.TagKeys ?? []) delete tags[key];
      return {};
    },
    ListTagsForResource: (input, call) => ({
      Tags: Object.entries(tagsFor(input[name], call)).map(([Key, Value]) => ({ Key, Value })),
    }),
  };
}
