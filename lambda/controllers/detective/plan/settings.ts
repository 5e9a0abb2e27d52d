import type { OrganizationAccount } from '../../../aws/organizations/organizations';
import { locate, type Unlocated } from '../../../overrides/location';
import { oncePerUnit } from '../../../overrides/once-per-unit';
import { decided, matching, placeOf } from '../../../overrides/precedence';
import type { DetectiveDesired, DetectiveOverride } from '../desired';
import type { DetectiveObserved } from '../observe';

/** The desired settings of one account. */
export interface Settings {
  readonly excluded: { readonly value: boolean; readonly by: DetectiveOverride | undefined };
  readonly enabled: { readonly value: boolean; readonly by: DetectiveOverride | undefined };
  /** place in the priority, from 0; accounts that are not named come after all others */
  readonly rank: number;
}

export interface AccountSettings {
  of(account: OrganizationAccount): Settings;
  /** units and accounts that the configuration names and the organization does not have */
  readonly unlocated: readonly Unlocated[];
}

/** The desired settings of each account, from the overrides and the priority. */
export function accountSettings(
  { administrator, overrides, priority }: DetectiveDesired,
  directory: Pick<DetectiveObserved, 'accounts' | 'units'>,
): AccountSettings {
  const overriding = locate(overrides, directory);
  const ranking = locate(
    priority.map((match) => ({ match })),
    directory,
  );
  const named = [...overriding.located, ...ranking.located];
  const of = oncePerUnit(named, administrator, (account): Settings => {
    const about = matching(overriding.located, account);
    const rank = ranking.located.findIndex((each) => placeOf(each, account) !== undefined);
    return {
      // the graph is the administrator's own
      excluded:
        account.id === administrator
          ? { value: false, by: undefined }
          : decided(about, ({ exclude }) => exclude, false),
      enabled: decided(about, ({ enabled }) => enabled, true),
      rank: rank < 0 ? priority.length : rank,
    };
  });
  return { of, unlocated: [...overriding.unlocated, ...ranking.unlocated] };
}
