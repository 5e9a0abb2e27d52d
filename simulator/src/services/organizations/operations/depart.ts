import type {
  CloseAccountCommandInput,
  RemoveAccountFromOrganizationCommandInput,
} from '@aws-sdk/client-organizations';
import type { Call, Operation } from '../../../contract/service';
import type { Account } from '../../../organization/organization';
import { anyAccount, management } from '../callers';
import { constraintViolation, refused } from '../errors';
import { knownAccount } from '../ids';
import { close, depart, remove } from '../lifecycle';

/** A created account may not leave earlier than this. */
const WAIT_MS = 4 * 24 * 3600 * 1000;

/** Closes a member account; it is CLOSED some minutes later. */
export const closeAccount: Operation<CloseAccountCommandInput, object> = (input, call) => {
  const organization = management(call);
  const account = knownAccount(organization, input.AccountId);
  if (account.id === organization.managementAccountId)
    throw constraintViolation('CANNOT_CLOSE_MANAGEMENT_ACCOUNT', 'You cannot close the management account.');
  if (organization.isDelegatedAdministrator(account.id)) throw administers();
  if (account.state === 'PENDING_CLOSURE')
    throw refused('ConflictException', 'The account is already in the process of closing.');
  if (account.state === 'SUSPENDED' || account.state === 'CLOSED')
    throw refused('AccountAlreadyClosedException', 'You attempted to close an account that is already closed.');
  close(account, call.world);
  return {};
};

/** Removes a member on a call of the management account. */
export const removeAccountFromOrganization: Operation<RemoveAccountFromOrganizationCommandInput, object> = async (
  input,
  call,
) => {
  const organization = management(call);
  const account = knownAccount(organization, input.AccountId);
  if (account.id === organization.managementAccountId) throw masterCannotLeave();
  mayLeave(account, call);
  await remove(account, call.world);
  return {};
};

/** Removes a member on its own call. */
export const leaveOrganization: Operation<unknown, object> = async (_, call) => {
  const organization = anyAccount(call);
  if (call.accountId === organization.managementAccountId) throw masterCannotLeave();
  const account = knownAccount(organization, call.accountId);
  mayLeave(account, call);
  await depart(account, 'LEFT', call.world);
  return {};
};

function mayLeave(account: Account, call: Call): void {
  if (call.world.organization.isDelegatedAdministrator(account.id)) throw administers();
  if (account.joinedMethod === 'CREATED' && call.world.clock.now() - account.joinedAt < WAIT_MS)
    throw constraintViolation(
      'WAIT_PERIOD_ACTIVE',
      'The member account must have been created more than 4 days ago before it can leave the organization.',
    );
}

function administers(): Error {
  return constraintViolation(
    'CANNOT_REMOVE_DELEGATED_ADMINISTRATOR_FROM_ORG',
    'This operation is not permitted on a delegated administrator. Deregister the account as a delegated administrator first.',
  );
}

function masterCannotLeave(): Error {
  return refused('MasterCannotLeaveOrganizationException', 'The management account cannot leave its organization.');
}
