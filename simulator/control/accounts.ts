import { z } from 'zod';
import type { Account } from '../organization/organization';
import { globalRegion } from '../organization/regions';
import { acceptInvitation, close, create, remove, suspend } from '../services/organizations/lifecycle';
import type { Simulation } from '../simulation';
import type { Route } from './index';
import { bodyAs, refuse } from './refused';

const change = z.strictObject({
  action: z.enum(['join', 'suspend', 'close', 'leave', 'enableRegion']),
  account: z.strictObject({
    id: z.string().regex(/^\d{12}$/, 'an account id is a string of 12 digits'),
    name: z.string().optional(),
    email: z.string().optional(),
    ou: z.string().default(''),
    optedInRegions: z.array(z.string()).default([]),
    tags: z.record(z.string(), z.string()).default({}),
  }),
  region: z.string().optional(),
});

type Change = z.output<typeof change>;

/** Does with an account what happens to accounts, with the events AWS sends; answers with the account. */
export const changeAccount: Route = async ({ body }, simulation) => {
  const wanted = bodyAs(change, body);
  const { id } = wanted.account;
  await act(wanted, simulation);
  const account = simulation.organization.accounts.get(id);
  return {
    account: { ...account, optedIn: undefined, optedInRegions: [...(account?.optedIn ?? [])] },
    inOrganization: simulation.organization.has(id),
  };
};

async function act(wanted: Change, simulation: Simulation): Promise<void> {
  switch (wanted.action) {
    case 'join':
      return join(wanted, simulation);
    case 'suspend':
      return suspend(member(wanted, simulation), simulation);
    case 'close':
      return close(departing(wanted, simulation), simulation);
    case 'leave':
      return remove(departing(wanted, simulation), simulation);
    case 'enableRegion':
      return enableRegion(wanted, simulation);
  }
}

/** An account from outside accepts an invitation; one that nobody knows is created. */
async function join({ account }: Change, simulation: Simulation): Promise<void> {
  const known = simulation.organization.accounts.get(account.id);
  if (simulation.organization.has(account.id))
    throw refuse('account.id', `${account.id} is in the organization already`);
  if (known) return acceptInvitation(known, account.ou, simulation);
  const { name = account.id, email = `${account.id}@example.com` } = account;
  await create({ ...account, name, email, state: 'ACTIVE' }, simulation);
}

/** As the account itself would: EnableRegion, which takes its time. */
async function enableRegion({ account, region }: Change, simulation: Simulation): Promise<void> {
  if (region === undefined) throw refuse('region', 'enableRegion needs a region');
  if (!simulation.organization.accounts.has(account.id))
    throw refuse('account.id', `there is no account ${account.id}`);
  await simulation.invoke(
    'account',
    'EnableRegion',
    { RegionName: region },
    { principal: simulation.principals.administrator(account.id), region: globalRegion(simulation.partition) },
  );
}

/** An account that may go: neither the management account nor a delegated administrator. */
function departing(wanted: Change, simulation: Simulation): Account {
  const account = member(wanted, simulation);
  if (simulation.organization.isDelegatedAdministrator(account.id))
    throw refuse('account.id', `${account.id} is a delegated administrator; AWS keeps it until it is deregistered`);
  return account;
}

function member({ account, action }: Change, { organization }: Simulation): Account {
  const found = organization.accounts.get(account.id);
  if (!found || !organization.has(account.id)) throw refuse('account.id', `${account.id} is not in the organization`);
  if (account.id === organization.managementAccountId)
    throw refuse('account.id', `the management account cannot ${action}`);
  return found;
}
