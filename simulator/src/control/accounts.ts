import { z } from 'zod';
import { organizationFile } from '../organization/file';
import type { Account } from '../organization/organization';
import { knownRegion } from '../services/account/region';
import { switchRegion } from '../services/account/switch';
import { acceptInvitation, close, create, remove, suspend } from '../services/organizations/lifecycle';
import type { Simulation } from '../simulation';
import { bodyAs, refuse } from './refusal';
import type { Route } from './route';

const change = z.strictObject({
  action: z.enum(['join', 'suspend', 'close', 'leave', 'enableRegion']),
  account: organizationFile.shape.accounts.element,
  region: z.string().optional(),
});

type Change = z.output<typeof change>;

/** Changes an account's place or state, with the events that AWS sends; answers with the account. */
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

/** An outside account accepts an invitation; an unknown account is created. */
async function join({ account }: Change, simulation: Simulation): Promise<void> {
  const known = simulation.organization.accounts.get(account.id);
  if (simulation.organization.has(account.id))
    throw refuse('account.id', `${account.id} is already in the organization`);
  if (known) return acceptInvitation(known, account.ou, simulation);
  const { id, name, email } = account;
  await create({ ...account, name: name || id, email: email || `${id}@example.com` }, simulation);
}

/** The management account enables the region for a member, an outside account for itself; it takes some minutes. */
async function enableRegion({ account, region }: Change, simulation: Simulation): Promise<void> {
  const { organization, partition } = simulation;
  const found = organization.accounts.get(account.id);
  if (region === undefined) throw refuse('region', 'enableRegion needs a region');
  if (!found) throw refuse('account.id', `account ${account.id} does not exist`);
  const callerId = organization.has(account.id) ? organization.managementAccountId : account.id;
  await switchRegion({ account: found, fact: knownRegion(region, partition), to: 'ENABLING', callerId }, simulation);
}

/** Finds an account that may leave: neither the management account nor a delegated administrator. */
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
