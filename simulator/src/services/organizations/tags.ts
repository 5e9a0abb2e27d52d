import type { Tag } from '@aws-sdk/client-organizations';
import type { Call } from '../../contract/service';
import { constraintViolation, invalidInput, targetNotFound } from './errors';
import { badPattern } from './ids';
import { unitTags } from './state';

const MAX_TAGS = 50;
const RESOURCE = /^(r-[0-9a-z]{4,32}|\d{12}|ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}|p-[0-9a-zA-Z_]{8,128})$/;

/** Tags as a record. @throws InvalidInputException, ConstraintViolationException */
export function tagsOf(tags: readonly Tag[], before: Readonly<Record<string, string>> = {}): Record<string, string> {
  const keys = tags.map((tag) => tag.Key ?? '');
  if (new Set(keys).size < keys.length)
    throw invalidInput('DUPLICATE_TAG_KEY', 'You specified the same tag key more than once.');
  const all = { ...before, ...Object.fromEntries(tags.map((tag) => [tag.Key ?? '', tag.Value ?? ''])) };
  if (Object.keys(all).length > MAX_TAGS)
    throw constraintViolation('MAX_TAG_LIMIT_EXCEEDED', 'You have exceeded the allowed number of tags.');
  return all;
}

/** Access to the tags of an account, unit, root or policy, to read and replace them. @throws TargetNotFoundException */
export function tagsAt(
  resourceId: string | undefined,
  call: Call,
): { get(): Record<string, string>; set(tags: Record<string, string>): void } {
  const { organization, state } = call.world;
  const id = resourceId ?? '';
  if (!RESOURCE.test(id)) throw badPattern();
  const account = organization.accounts.get(id);
  if (account && organization.has(id))
    return {
      get: () => account.tags,
      set: (tags) => {
        account.tags = tags;
      },
    };
  const { units, rootId, controls, guardDutyPolicies } = organization;
  if (id !== rootId && !units.has(id) && !controls.policies.has(id) && !guardDutyPolicies.policies.has(id))
    throw targetNotFound();
  const held = state.at(unitTags, organization.managementAccountId, call.region);
  return { get: () => held.get(id) ?? {}, set: (tags) => void held.set(id, tags) };
}
