import type { Call } from '../../contract/service';
import type { Account } from '../../organization/organization';
import { accessDenied, validation } from './errors';

const SERVICE = 'account.amazonaws.com';

/**
 * The account that a call concerns: the caller's own ("standalone context") or, with `AccountId`, another account of the
 * organization, which only the management account and Account Management's delegated administrator may name.
 */
export function target(accountId: string | undefined, call: Call): Account {
  const { organization } = call.world;
  if (accountId !== undefined) mayManage(accountId, call);
  const account = organization.accounts.get(accountId ?? call.accountId);
  if (!account) throw accessDenied(call);
  return account;
}

function mayManage(accountId: string, call: Call): void {
  const { organization } = call.world;
  if (!/^\d{12}$/.test(accountId))
    throw validation('fieldValidationFailed', 'The provided AccountId is invalid.', [
      { name: 'AccountId', message: 'must match \\d{12}' },
    ]);
  const management = organization.managementAccountId;
  const allowed =
    call.accountId === management ||
    (organization.administratorsOf(SERVICE).includes(call.accountId) && organization.has(call.accountId));
  if (!allowed) throw accessDenied(call);
  if (!organization.trustedServices.has(SERVICE))
    throw accessDenied(call, 'Your organization must first enable trusted access with AWS Account Management.');
  if (accountId === management)
    throw accessDenied(
      call,
      'The management account can only be managed using the standalone context from the management account',
    );
  if (!organization.has(accountId)) throw accessDenied(call);
}
