import type { World } from '../../contract/world';
import { ids } from '../../kernel/ids';
import type { AccountEntry } from '../../organization/file';
import type { Account } from '../../organization/organization';
import { apiCall, serviceEvent } from './events';

/** The time between CloseAccount and CLOSED: AWS says "a few minutes". */
const CLOSING_SECONDS = 300;

/** A closed account stays in the organization for its post-closure period of 90 days. */
const POST_CLOSURE_SECONDS = 90 * 24 * 3600;

/** The way in which an account leaves the organization. */
type Departure = 'LEFT' | 'REMOVED' | 'CLOSED';

/** Adds a new account to the organization, as CreateAccount does. */
export async function create(entry: AccountEntry, world: World, requestId = carId()): Promise<Account> {
  const { organization, clock } = world;
  const account = organization.add(entry, organization.unitAt(entry.ou), clock.now());
  await joined(account, 'CREATED', world);
  await serviceEvent(world, 'CreateAccountResult', {
    createAccountStatus: {
      id: requestId,
      state: 'SUCCEEDED',
      accountName: '****',
      accountId: account.id,
      requestedTimestamp: clock.iso(),
      completedTimestamp: clock.iso(),
    },
  });
  return account;
}

/** Adds an outside account that accepts the organization's invitation. */
export async function acceptInvitation(account: Account, ou: string, world: World): Promise<void> {
  const { organization, clock } = world;
  account.parent = organization.unitAt(ou);
  account.joinedMethod = 'INVITED';
  account.joinedAt = clock.now();
  await joined(account, 'INVITED', world);
  const id = `h-${ids.hex(12)}`;
  await apiCall(world, 'AcceptHandshake', {
    requestParameters: { handshakeId: id },
    responseElements: {
      handshake: {
        id,
        action: 'INVITE',
        state: 'ACCEPTED',
        parties: [
          { type: 'ORGANIZATION', id: organization.id.slice(2) },
          { type: 'ACCOUNT', id: account.id },
        ],
      },
    },
  });
}

/** Suspends an account, as AWS does; Organizations sends no event. */
export async function suspend(account: Account, world: World): Promise<void> {
  account.state = 'SUSPENDED';
  await world.changed({ kind: 'account-suspended', accountId: account.id });
}

/** Closes an account: first PENDING_CLOSURE, CLOSED some minutes later, out of the organization after 90 days. */
export function close(account: Account, world: World): void {
  account.state = 'PENDING_CLOSURE';
  const requestedTimestamp = world.clock.iso();
  world.eventually(CLOSING_SECONDS, async () => {
    account.state = 'CLOSED';
    world.clock.after(POST_CLOSURE_SECONDS, () => depart(account, 'CLOSED', world));
    await world.changed({ kind: 'account-closed', accountId: account.id });
    await serviceEvent(world, 'CloseAccountResult', {
      closeAccountStatus: {
        accountId: account.id,
        state: 'SUCCEEDED',
        requestedTimestamp,
        completedTimestamp: world.clock.iso(),
      },
    });
  });
}

/** Takes an account out of the organization: its tags there are deleted, its resources stay. */
export async function depart(account: Account, departureMethod: Departure, world: World): Promise<void> {
  account.parent = undefined;
  account.tags = {};
  await world.changed({ kind: 'account-left', accountId: account.id });
  await serviceEvent(world, 'AccountDepartedOrganization', {
    accountDepartedOrganization: { accountId: account.id, departureMethod, departureTime: world.clock.iso() },
  });
}

/** Removes an account, as the management account does. */
export async function remove(account: Account, world: World): Promise<void> {
  await depart(account, 'REMOVED', world);
  await apiCall(world, 'RemoveAccountFromOrganization', { requestParameters: { accountId: account.id } });
}

async function joined(account: Account, joinedMethod: 'CREATED' | 'INVITED', world: World): Promise<void> {
  await world.changed({ kind: 'account-joined', accountId: account.id });
  await serviceEvent(world, 'AccountJoinedOrganization', {
    accountJoinedOrganization: { accountId: account.id, joinedMethod, joinedTime: world.clock.iso() },
  });
}

/** An id for a CreateAccount request. */
export function carId(): string {
  return `car-${ids.hex(32)}`;
}
