import type { Exception } from '../reconcile/plan';
import { isAccountId, isUnitId, type Match } from './desired';
import type { Unlocated } from './location';

interface About {
  readonly account: string;
  readonly region: string;
  readonly service: string;
}

/** Where in the configuration something is written: `overrides[3], line 41`. */
export function written({ path, line }: Match): string {
  return line === undefined ? path : `${path}, line ${line}`;
}

/** A member that the configuration excludes: it may have been one before, and AWS enrols accounts that join by itself. */
export function excludedBy(
  override: { readonly match: Match } | undefined,
): Pick<Exception, 'reason' | 'words' | 'hint'> {
  const by = override ? ` (${written(override.match)})` : '';
  return {
    reason: 'ExcludedMember',
    words: `the configuration excludes the account${by}, and it is a member`,
    hint: 'nothing is removed by itself: disassociate the account from the administrator, or take it out of the exclusion',
  };
}

/**
 * What the configuration names and the organization does not have. A name or path is a mistake of the configuration:
 * whom it was meant for is not known, so nothing is done. An id that is gone is nobody's any more: a closed account
 * leaves the organization after 90 days, and that must not stop the repair of all others.
 */
export function unlocatedExceptions(unlocated: readonly Unlocated[], about: About): Exception[] {
  return unlocated.map(({ match, reason, name, candidates }) => ({
    ...about,
    reason,
    words: `${written(match)}, names ${named(reason, name, candidates)}`,
    hint: HINTS[reason],
    scope: isAccountId(name) || isUnitId(name) ? 'account' : 'rollout',
  }));
}

function named(reason: Unlocated['reason'], name: string, candidates: readonly string[]): string {
  if (reason === 'AmbiguousAccountName') return `the account "${name}", of which there are ${candidates.join(' and ')}`;
  const kind = reason === 'UnknownAccount' ? 'account' : 'organizational unit';
  return `the ${kind} "${name}", which the organization does not have`;
}

const HINTS: Readonly<Record<Unlocated['reason'], string>> = {
  UnknownOrganizationalUnit:
    'write its path of names from the root, like Workloads/Prod, or its id, which outlives a change of name',
  UnknownAccount: 'write its id or its name in AWS Organizations, or take it out of the configuration',
  AmbiguousAccountName: 'write the id of the account that is meant',
};
