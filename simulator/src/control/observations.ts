import { z } from 'zod';
import type { Simulation } from '../simulation';
import { bodyAs } from './refusal';
import type { Route } from './route';

/** The organization, and the state of every service by account and region. */
export const state: Route = (_, simulation) => ({
  time: simulation.clock.iso(),
  organization: organizationOf(simulation),
  accounts: simulation.state.snapshot(),
});

const after = z.strictObject({ after: z.coerce.number().int().min(0).default(0) });

/** The calls answered so far, or those after the one numbered `after`. */
export const calls: Route = ({ query }, simulation) => {
  const given = Object.fromEntries(Object.entries(query).map(([name, values]) => [name, values.at(-1)]));
  return simulation.calls.after(bodyAs(after, given).after);
};

/** The actions that each role was allowed so far, by ARN: they show which part of a policy a deployment uses. */
export const permissions: Route = (_, simulation) => simulation.authorization.allUsed();

function organizationOf({ organization, partition }: Simulation): Record<string, unknown> {
  const date = (ms: number) => new Date(ms).toISOString();
  return {
    id: organization.id,
    partition,
    managementAccount: organization.managementAccountId,
    rootId: organization.rootId,
    units: [...organization.units.values()],
    accounts: [...organization.accounts.values()].map(({ optedIn, joinedAt, parent, ...account }) => ({
      ...account,
      inOrganization: parent !== undefined,
      parent: parent ?? null,
      optedInRegions: [...optedIn].sort(),
      joinedAt: date(joinedAt),
    })),
    trustedServices: Object.fromEntries([...organization.trustedServices].map(([name, since]) => [name, date(since)])),
    delegatedAdministrators: Object.fromEntries(
      [...organization.delegatedAdministrators].map(([name, accounts]) => [name, [...accounts.keys()]]),
    ),
  };
}
