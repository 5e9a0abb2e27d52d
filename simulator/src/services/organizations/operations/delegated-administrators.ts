import type {
  DeregisterDelegatedAdministratorCommandInput,
  ListDelegatedAdministratorsCommandInput,
  ListDelegatedAdministratorsCommandOutput,
  ListDelegatedServicesForAccountCommandInput,
  ListDelegatedServicesForAccountCommandOutput,
  RegisterDelegatedAdministratorCommandInput,
} from '@aws-sdk/client-organizations';
import type { Operation } from '../../../contract/service';
import { management, reader } from '../callers';
import { alreadyRegistered, constraintViolation, notRegistered } from '../errors';
import { knownAccount } from '../ids';
import { pageOf } from '../page';
import { mostAdministrators, recognized } from '../service-principals';
import { administratorShape } from '../shapes';

/** Makes a member account an administrator of a service. */
export const registerDelegatedAdministrator: Operation<RegisterDelegatedAdministratorCommandInput, object> = async (
  input,
  call,
) => {
  const organization = management(call);
  const servicePrincipal = recognized(input.ServicePrincipal);
  const account = knownAccount(organization, input.AccountId);
  if (account.id === organization.managementAccountId)
    throw constraintViolation(
      'CANNOT_REGISTER_MASTER_AS_DELEGATED_ADMINISTRATOR',
      'You cannot register master account/yourself as delegated administrator for your organization.',
    );
  if (account.state !== 'ACTIVE')
    throw constraintViolation(
      'CANNOT_REGISTER_SUSPENDED_ACCOUNT_AS_DELEGATED_ADMINISTRATOR',
      'You cannot register a suspended account as a delegated administrator.',
    );
  if (!organization.trustedServices.has(servicePrincipal))
    throw constraintViolation(
      'SERVICE_ACCESS_NOT_ENABLED',
      'You must enable service access before you register a delegated administrator.',
    );
  const registered = organization.delegatedAdministrators.get(servicePrincipal) ?? new Map<string, number>();
  if (registered.has(account.id)) throw alreadyRegistered();
  if (registered.size >= mostAdministrators(servicePrincipal)) throw tooMany(servicePrincipal);
  registered.set(account.id, call.world.clock.now());
  organization.delegatedAdministrators.set(servicePrincipal, registered);
  await call.world.changed({ kind: 'administrator-registered', accountId: account.id, servicePrincipal });
  return {};
};

function tooMany(servicePrincipal: string): Error {
  return mostAdministrators(servicePrincipal) === 1
    ? constraintViolation(
        'DELEGATED_ADMINISTRATOR_EXISTS_FOR_THIS_SERVICE',
        'A delegated administrator already exists for this service. Deregister it first.',
      )
    : constraintViolation(
        'MAX_DELEGATED_ADMINISTRATORS_FOR_SERVICE_LIMIT_EXCEEDED',
        'You have exceeded the allowed number of delegated administrators for the delegated service.',
      );
}

/** Ends an account's administration of a service; services are notified and clean up. */
export const deregisterDelegatedAdministrator: Operation<DeregisterDelegatedAdministratorCommandInput, object> = async (
  input,
  call,
) => {
  const organization = management(call);
  const servicePrincipal = recognized(input.ServicePrincipal);
  const account = knownAccount(organization, input.AccountId);
  if (!organization.delegatedAdministrators.get(servicePrincipal)?.delete(account.id)) throw notRegistered();
  await call.world.changed({ kind: 'administrator-deregistered', accountId: account.id, servicePrincipal });
  return {};
};

/** The delegated administrators of one service, or of all. */
export const listDelegatedAdministrators: Operation<
  ListDelegatedAdministratorsCommandInput,
  Partial<ListDelegatedAdministratorsCommandOutput>
> = (input, call) => {
  const organization = reader(call);
  const services =
    input.ServicePrincipal === undefined
      ? [...organization.delegatedAdministrators.values()]
      : [organization.delegatedAdministrators.get(recognized(input.ServicePrincipal)) ?? new Map<string, number>()];
  const since = new Map<string, number>();
  for (const [id, date] of services.flatMap((accounts) => [...accounts]))
    since.set(id, Math.min(date, since.get(id) ?? date));
  const { items, ...next } = pageOf([...since], input);
  const DelegatedAdministrators = items.map(([id, date]) =>
    administratorShape(knownAccount(organization, id), date, call),
  );
  return { DelegatedAdministrators, ...next };
};

/** The services that an account administers. */
export const listDelegatedServicesForAccount: Operation<
  ListDelegatedServicesForAccountCommandInput,
  Partial<ListDelegatedServicesForAccountCommandOutput>
> = (input, call) => {
  const organization = reader(call);
  const account = knownAccount(organization, input.AccountId);
  const services = [...organization.delegatedAdministrators].flatMap(([ServicePrincipal, accounts]) => {
    const since = accounts.get(account.id);
    return since === undefined ? [] : [{ ServicePrincipal, DelegationEnabledDate: new Date(since) }];
  });
  if (services.length === 0) throw notRegistered();
  const { items, ...next } = pageOf(services, input);
  return { DelegatedServices: [...items], ...next };
};
