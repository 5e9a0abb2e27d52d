import type {
  DisableAWSServiceAccessCommandInput,
  EnableAWSServiceAccessCommandInput,
  ListAWSServiceAccessForOrganizationCommandInput,
  ListAWSServiceAccessForOrganizationCommandOutput,
} from '@aws-sdk/client-organizations';
import type { Operation } from '../../../contract/service';
import { management, reader } from '../callers';
import { pageOf } from '../page';
import { recognized } from '../service-principals';

/** Enables trusted access for a service; a second call changes nothing and keeps the first date. */
export const enableAWSServiceAccess: Operation<EnableAWSServiceAccessCommandInput, object> = async (input, call) => {
  const organization = management(call);
  const servicePrincipal = recognized(input.ServicePrincipal);
  if (!organization.trustedServices.has(servicePrincipal)) {
    organization.trustedServices.set(servicePrincipal, call.world.clock.now());
    await call.world.changed({ kind: 'service-access-enabled', servicePrincipal });
  }
  return {};
};

/** Disables trusted access; succeeds if there was none. */
export const disableAWSServiceAccess: Operation<DisableAWSServiceAccessCommandInput, object> = async (input, call) => {
  const organization = management(call);
  const servicePrincipal = recognized(input.ServicePrincipal);
  if (organization.trustedServices.delete(servicePrincipal))
    await call.world.changed({ kind: 'service-access-disabled', servicePrincipal });
  return {};
};

export const listAWSServiceAccessForOrganization: Operation<
  ListAWSServiceAccessForOrganizationCommandInput,
  Partial<ListAWSServiceAccessForOrganizationCommandOutput>
> = (input, call) => {
  const { items, ...next } = pageOf([...reader(call).trustedServices].sort(byName), input);
  const EnabledServicePrincipals = items.map(([ServicePrincipal, since]) => ({
    ServicePrincipal,
    DateEnabled: new Date(since),
  }));
  return { EnabledServicePrincipals, ...next };
};

function byName([a]: readonly [string, number], [b]: readonly [string, number]): number {
  return a < b ? -1 : 1;
}
