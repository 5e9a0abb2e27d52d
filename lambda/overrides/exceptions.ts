import type { Exception } from '../reconcile/plan';
import { isAccountId, isUnitId, type Match } from './desired';
import type { Unlocated } from './location';

interface About {
  readonly account: string;
  readonly region: string;
  readonly service: string;
}

/** A place in the configuration: `overrides[3], line 41`. */
export function written({ path, line }: Match): string {
  return line === undefined ? path : `${path}, line ${line}`;
}

/** A member that the configuration excludes: it was one before, or AWS enrolled it automatically when it joined. */
export function excludedBy(
  override: { readonly match: Match } | undefined,
): Pick<Exception, 'reason' | 'words' | 'hint'> {
  const by = override ? ` (${written(override.match)})` : '';
  return {
    reason: 'ExcludedMember',
    words: `the configuration excludes the account${by}, and it is a member`,
    hint: 'members are not removed automatically: disassociate the account from the administrator, or end its exclusion',
  };
}

/**
 * The names in the configuration that the organization does not have. An unknown name or path is a mistake: its target is not
 * known, so nothing is done. An unknown id belongs to an account that is gone: a closed account leaves the organization after
 * 90 days, and that must not stop the repair of all others.
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
  if (reason === 'AmbiguousAccountName') return `the account "${name}", a name that ${candidates.join(' and ')} share`;
  const kind = reason === 'UnknownAccount' ? 'account' : 'organizational unit';
  return `the ${kind} "${name}", which the organization does not have`;
}

const HINTS: Readonly<Record<Unlocated['reason'], string>> = {
  UnknownOrganizationalUnit:
    'write its path of names from the root, like Workloads/Prod, or its id, which stays when the unit is renamed',
  UnknownAccount: 'write its id or its name in AWS Organizations, or remove it from the configuration',
  AmbiguousAccountName: 'write the id of the account',
};
