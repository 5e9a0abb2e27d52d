import { locate, type Unlocated } from '../../../overrides/location';
import { oncePerUnit } from '../../../overrides/once-per-unit';
import type { Positioned } from '../../../overrides/precedence';
import type { GuardDutyObserved } from '../observe';
import { type Decisions, type Settings, settingsOf } from './settings';

/** The desired settings of each account of the organization. */
export interface AccountSettings {
  of(account: Positioned): Settings;
  /** the administrator's own; before the organization can be read, those for its id and for all accounts */
  readonly administrator: Settings;
  /** units and accounts that the configuration names and the organization does not have */
  readonly unlocated: readonly Unlocated[];
}

/** The settings of all accounts, computed once for accounts in the same organizational unit. */
export function accountSettings(
  desired: Decisions,
  { accounts, units }: Pick<GuardDutyObserved, 'accounts' | 'units'>,
): AccountSettings {
  const known = accounts.find(({ id }) => id === desired.administrator);
  const administrator = known ?? { id: desired.administrator, name: '' };
  const { located, unlocated } = locate(desired.overrides, {
    accounts: known ? accounts : [...accounts, administrator],
    units,
  });
  const of = oncePerUnit(located, desired.administrator, (account) => settingsOf(desired, located, account));
  return { of, administrator: of(administrator), unlocated: known ? unlocated : [] };
}
