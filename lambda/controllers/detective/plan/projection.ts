import type { GraphArn, GraphMember } from '../../../aws/detective/graph';
import type { Unknown } from '../../../reconcile/controller';
import type { DetectiveAction } from '../action';
import type { DetectiveDesired } from '../desired';
import type { DetectiveObserved } from '../observe';

type Accounts = readonly { readonly id: string }[];

/** The state that will be observed once AWS has done everything that an action asks for. */
export function project(
  observed: DetectiveObserved,
  action: DetectiveAction,
  { partition, administrator }: DetectiveDesired,
): DetectiveObserved {
  switch (action.type) {
    case 'CreateGraph': {
      const graph = `arn:${partition}:detective:${action.region}:${administrator}:graph:new` as GraphArn;
      return { ...observed, graph };
    }
    case 'UpdateOrganizationConfiguration':
      return { ...observed, autoEnable: action.autoEnable };
    case 'UpdateDatasourcePackages': {
      const started = Object.fromEntries(action.packages.map((name) => [name, 'STARTED']));
      return { ...observed, packages: { ...observed.packages, ...started } };
    }
    case 'CreateMembers':
    case 'StartMonitoringMember':
      return withStatus(observed, action.accounts, 'ENABLED');
    case 'ForgetMembers':
    case 'DeleteMembers':
      return withStatus(observed, action.accounts, undefined);
    case 'DeleteGraph':
      return { ...observed, graph: undefined, autoEnable: undefined, members: [], packages: {} };
    default:
      return action satisfies never;
  }
}

/** @param status undefined for accounts that are taken out of the graph */
function withStatus(observed: DetectiveObserved, accounts: Accounts, status: string | undefined): DetectiveObserved {
  const ids = new Set(accounts.map(({ id }) => id));
  const others = observed.members.filter(({ account }) => !ids.has(account));
  const changed = status === undefined ? [] : [...ids].map((account): GraphMember => ({ account, status }));
  return { ...observed, members: [...others, ...changed] };
}

/** What cannot be planned yet: only the delegated administrator sees the members of its graph. */
export function unknown({ autoEnable }: DetectiveObserved): Unknown[] {
  return autoEnable === undefined
    ? [{ what: 'auto-enable, data source packages and the enrolment of accounts', until: 'delegation' }]
    : [];
}
