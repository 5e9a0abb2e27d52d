import type { Aws } from '../../aws/clients';
import type { Controller, Coverage } from '../../reconcile/controller';
import { handlerFor } from '../../reconcile/handler';
import { ascending, counted } from '../../reconcile/plan';
import type { DelegationAction } from './action';
import { apply } from './apply';
import { type DelegationDesired, delegationDesired } from './desired';
import { type DelegationObserved, observe, type RegionObserved } from './observe';
import { plan } from './plan';
import { differences } from './plan/differences';
import { planRemoval } from './plan/removal';

/** Delegation in all regions, run by the management account. */
export function delegationController(aws: Aws): Controller<DelegationDesired, DelegationObserved, DelegationAction> {
  return {
    service: 'delegation',
    observe: (desired) => observe(aws, desired),
    plan,
    apply: (action) => apply(aws, action),
    describe,
    protectedNow: ({ regions }) => regions.length,
    // delegating takes nothing from anybody
    losing: () => [],
    differences,
    // AWS says nothing about when
    times: () => () => ({}),
    coverage,
    removal: { observe: (desired) => observe(aws, desired), plan: planRemoval },
    // a parallel first delegation succeeds in one region and is refused in all others
    first: ({ homeRegion }) => homeRegion,
  };
}

/** The Provider's `isComplete` and the schedule's target: one pass. */
export const handler = handlerFor(delegationDesired, delegationController);

/** Regions in which the administrator is in place for what is asked, and the management account can become a member. */
function coverage({ administrator, regions }: DelegationDesired, observed: DelegationObserved): Coverage {
  const covered = observed.regions.filter((each) => isDelegated(each, administrator)).map(({ region }) => region);
  return { covered: covered.sort(ascending), expected: regions.length };
}

function isDelegated({ guardDuty, detective }: RegionObserved, administrator: string): boolean {
  if ('reason' in guardDuty || !guardDuty.detector?.enabled) return false;
  if (guardDuty.administrator?.account !== administrator || guardDuty.administrator.status !== 'ENABLED') return false;
  return detective === undefined || ('administrator' in detective && detective.administrator === administrator);
}

function describe(action: DelegationAction): string {
  const { region } = action;
  switch (action.type) {
    case 'EnableTrustedAccess':
      return `trust ${action.servicePrincipal} in the organization`;
    case 'CreateDetector':
      return `create the management account's GuardDuty detector in ${region}`;
    case 'ResumeDetector':
      return `resume the management account's GuardDuty detector in ${region}`;
    case 'EnableGuardDutyAdministrator':
      return `make ${action.account} GuardDuty administrator in ${region}`;
    case 'EnableDetectiveAdministrator':
      return `make ${action.account} Detective administrator in ${region}`;
    case 'DisableGuardDutyAdministrator':
      return `take GuardDuty in ${region} back from ${action.account}`;
    case 'DisableDetectiveAdministrator':
      return `take Detective in ${region} back from ${action.account}, and its graph with it`;
    case 'StopFormerAutoEnable':
      return `let the former administrator enrol nobody in GuardDuty in ${region} any more`;
    case 'ReleaseFormerMembers':
      return `let the former administrator disassociate ${counted(action.accounts)} in ${region}`;
    case 'ForgetFormerMembers':
      return `let the former administrator forget ${counted(action.accounts)} in ${region}`;
    case 'RetireGuardDutyAdministrator':
      return `retire ${action.account} as GuardDuty administrator in ${region}`;
    case 'RetireDetectiveAdministrator':
      return `retire ${action.account} as Detective administrator in ${region}, and its graph with it`;
    case 'RetireRegistration':
      return `deregister ${action.account} as administrator of ${action.servicePrincipal}`;
    case 'DeregisterAdministrator':
      return `deregister ${action.account} as administrator of ${action.servicePrincipal}`;
    default:
      return action satisfies never;
  }
}
