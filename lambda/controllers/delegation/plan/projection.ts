import type { Unknown } from '../../../reconcile/controller';
import type { DelegationAction } from '../action';
import { ADMINISTRATIONS } from '../administrations';
import type { DelegationDesired } from '../desired';
import {
  type AdministrationObserved,
  type DelegationObserved,
  type Former,
  isUnreachable,
  type RegionObserved,
} from '../observe';

/** The state that will be observed once AWS has done everything that an action asks for. */
export function project(
  observed: DelegationObserved,
  action: DelegationAction,
  _desired: DelegationDesired,
): DelegationObserved {
  switch (action.type) {
    case 'EnableTrustedAccess':
      return { ...observed, trusted: [...observed.trusted, action.servicePrincipal] };
    case 'CreateDetector':
    case 'ResumeDetector':
      return inRegion(observed, action.region, 'guardduty', (state) => ({ ...state, detector: { enabled: true } }));
    case 'EnableAdministrator':
      return registered(
        inRegion(observed, action.region, action.of, (state) => ({
          ...state,
          administrator: { account: action.account, status: 'ENABLED' },
        })),
        ADMINISTRATIONS.find(({ of }) => of === action.of)?.principal ?? '',
        (accounts) => [...new Set([...accounts, action.account])],
      );
    case 'DisableAdministrator':
    case 'RetireAdministrator':
      return inRegion(observed, action.region, action.of, ({ former: _, ...state }) => ({
        ...state,
        administrator: undefined,
      }));
    case 'StopFormerAutoEnable':
      return ofFormer(observed, action.region, (former) => ({ ...former, autoEnable: 'NONE' }));
    case 'ReleaseFormerMembers':
      return ofFormer(observed, action.region, withMembers(action.accounts, 'Removed'));
    case 'ForgetFormerMembers':
      return ofFormer(observed, action.region, withMembers(action.accounts, undefined));
    case 'RetireRegistration':
    case 'DeregisterAdministrator':
      return registered(observed, action.servicePrincipal, (accounts) =>
        accounts.filter((account) => account !== action.account),
      );
    default:
      return action satisfies never;
  }
}

function registered(
  observed: DelegationObserved,
  principal: string,
  change: (accounts: readonly string[]) => readonly string[],
): DelegationObserved {
  const accounts = change(observed.registered[principal] ?? []);
  return { ...observed, registered: { ...observed.registered, [principal]: accounts } };
}

function inRegion(
  observed: DelegationObserved,
  region: string,
  of: keyof RegionObserved['administrations'],
  change: (state: AdministrationObserved) => AdministrationObserved,
): DelegationObserved {
  const regions = observed.regions.map((each) => {
    const state = each.administrations[of];
    if (each.region !== region || !state || isUnreachable(state)) return each;
    return { ...each, administrations: { ...each.administrations, [of]: change(state) } };
  });
  return { ...observed, regions };
}

function ofFormer(observed: DelegationObserved, region: string, change: (former: Former) => Former) {
  return inRegion(observed, region, 'guardduty', (state) =>
    state.former ? { ...state, former: change(state.former) } : state,
  );
}

/** @param status undefined for members whose records are deleted */
function withMembers(accounts: readonly { readonly id: string }[], status: string | undefined) {
  const ids = new Set(accounts.map(({ id }) => id));
  return (former: Former): Former => ({
    ...former,
    members: former.members.flatMap((member) => {
      if (!ids.has(member.account)) return [member];
      return status === undefined ? [] : [{ ...member, status }];
    }),
  });
}

/** What cannot be planned yet: nothing, since the management account sees every region. */
export function unknown(): Unknown[] {
  return [];
}
