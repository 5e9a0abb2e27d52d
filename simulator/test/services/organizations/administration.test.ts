import {
  DeregisterDelegatedAdministratorCommand,
  DisableAWSServiceAccessCommand,
  EnableAWSServiceAccessCommand,
  ListAWSServiceAccessForOrganizationCommand,
  ListDelegatedAdministratorsCommand,
  ListDelegatedServicesForAccountCommand,
  OrganizationsClient,
  RegisterDelegatedAdministratorCommand,
} from '@aws-sdk/client-organizations';
import type { Service } from '../../../src/contract/service';
import { clientOf, MANAGEMENT, organizationOf, SECURITY } from '../../../src/fixtures/organization-of';
import type { OrganizationChange } from '../../../src/organization/organization';
import { organizations } from '../../../src/services/organizations';
import { Simulation } from '../../../src/simulation';

const GUARDDUTY = 'guardduty.amazonaws.com';

describe('Organizations, trusted access and delegated administrators', () => {
  let simulation: Simulation;
  let changes: OrganizationChange[];

  /** Stands for the services that are notified. */
  const listener: Service = {
    ...organizations,
    signingName: 'listener',
    onOrganizationChange: (change) => {
      changes.push(change);
    },
  };
  const start = async (parts: Parameters<typeof organizationOf>[0] = {}) => {
    changes = [];
    simulation = await Simulation.start(organizationOf(parts), [organizations, listener], { clockRate: 0 });
  };
  beforeEach(() => start());

  const as = (account = MANAGEMENT) => clientOf(OrganizationsClient, simulation, account, 'us-east-1');
  const trust = (ServicePrincipal = GUARDDUTY, by = MANAGEMENT) =>
    as(by).send(new EnableAWSServiceAccessCommand({ ServicePrincipal }));
  const register = (AccountId: string, ServicePrincipal = GUARDDUTY, by = MANAGEMENT) =>
    as(by).send(new RegisterDelegatedAdministratorCommand({ AccountId, ServicePrincipal }));
  const deregister = (AccountId: string, ServicePrincipal = GUARDDUTY) =>
    as().send(new DeregisterDelegatedAdministratorCommand({ AccountId, ServicePrincipal }));

  test('trusted access enabled twice keeps its first date', async () => {
    await trust();
    const since = simulation.clock.now();
    await simulation.clock.advance(3600);
    await trust();
    const { EnabledServicePrincipals } = await as().send(new ListAWSServiceAccessForOrganizationCommand({}));
    expect(EnabledServicePrincipals).toEqual([{ ServicePrincipal: GUARDDUTY, DateEnabled: new Date(since) }]);
    expect(changes).toEqual([{ kind: 'service-access-enabled', servicePrincipal: GUARDDUTY }]);
  });

  test('trusted access is disabled, and disabling it again is not an error', async () => {
    await trust();
    const end = () => as().send(new DisableAWSServiceAccessCommand({ ServicePrincipal: GUARDDUTY }));
    await end();
    await end();
    expect([...simulation.organization.trustedServices]).toEqual([]);
    expect(changes.map(({ kind }) => kind)).toEqual(['service-access-enabled', 'service-access-disabled']);
  });

  test('fails if the service principal is invalid', async () => {
    await expect(trust('gardduty.amazonaws.com')).rejects.toMatchObject({
      name: 'InvalidInputException',
      message: 'You specified an unrecognized service principal.',
      Reason: 'UNRECOGNIZED_SERVICE_PRINCIPAL',
    });
  });

  test('fails if another account than the management account changes trusted access or administrators', async () => {
    await start({ organization: { delegatedAdministrators: { 'macie.amazonaws.com': SECURITY } } });
    await expect(trust(GUARDDUTY, SECURITY)).rejects.toMatchObject({ name: 'AccessDeniedException' });
    await expect(register('333333333333', GUARDDUTY, SECURITY)).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
  });

  test('an administrator is listed with its services and may read the organization', async () => {
    await trust();
    await register(SECURITY);
    const { DelegatedAdministrators } = await as(SECURITY).send(
      new ListDelegatedAdministratorsCommand({ ServicePrincipal: GUARDDUTY }),
    );
    expect(DelegatedAdministrators).toEqual([
      expect.objectContaining({ Id: SECURITY, State: 'ACTIVE', DelegationEnabledDate: expect.any(Date) }),
    ]);
    const { DelegatedServices } = await as().send(new ListDelegatedServicesForAccountCommand({ AccountId: SECURITY }));
    expect(DelegatedServices?.map(({ ServicePrincipal }) => ServicePrincipal)).toEqual([GUARDDUTY]);
    expect(changes.at(-1)).toEqual({
      kind: 'administrator-registered',
      accountId: SECURITY,
      servicePrincipal: GUARDDUTY,
    });
  });

  test('an account that administers two services is one administrator', async () => {
    await start({
      organization: { delegatedAdministrators: { [GUARDDUTY]: SECURITY, 'detective.amazonaws.com': SECURITY } },
    });
    const { DelegatedAdministrators } = await as().send(new ListDelegatedAdministratorsCommand({}));
    expect(DelegatedAdministrators?.map(({ Id }) => Id)).toEqual([SECURITY]);
  });

  test.each([
    ['trusted access is missing', 'ConstraintViolationException', 'SERVICE_ACCESS_NOT_ENABLED', SECURITY, false],
    [
      'it is the management account',
      'ConstraintViolationException',
      'CANNOT_REGISTER_MASTER_AS_DELEGATED_ADMINISTRATOR',
      MANAGEMENT,
      true,
    ],
    [
      'the account is suspended',
      'ConstraintViolationException',
      'CANNOT_REGISTER_SUSPENDED_ACCOUNT_AS_DELEGATED_ADMINISTRATOR',
      '333333333333',
      true,
    ],
    ['the account is unknown', 'AccountNotFoundException', undefined, '123456789012', true],
  ])('fails when %s', async (_, name, Reason, account, trusted) => {
    await start({ accounts: [{ id: '333333333333', state: 'SUSPENDED' }] });
    if (trusted) await trust();
    await expect(register(account)).rejects.toMatchObject({ name, ...(Reason ? { Reason } : {}) });
    expect(simulation.organization.administratorsOf(GUARDDUTY)).toEqual([]);
  });

  test('D11: fails if another account administers the service already, and if the same is registered twice', async () => {
    await trust();
    await register(SECURITY);
    await expect(register('333333333333')).rejects.toMatchObject({
      name: 'ConstraintViolationException',
      Reason: 'DELEGATED_ADMINISTRATOR_EXISTS_FOR_THIS_SERVICE',
    });
    await expect(register(SECURITY)).rejects.toMatchObject({
      name: 'AccountAlreadyRegisteredException',
      message: 'The provided account is already a delegated administrator for your organization.',
    });
  });

  test('some services can have several administrators, up to a limit', async () => {
    const config = 'config.amazonaws.com';
    await trust(config);
    for (const account of [SECURITY, '333333333333', '444444444444']) await register(account, config);
    await expect(register('555555555555', config)).rejects.toMatchObject({
      Reason: 'MAX_DELEGATED_ADMINISTRATORS_FOR_SERVICE_LIMIT_EXCEEDED',
    });
  });

  test('D15: the services are notified of a deregistration', async () => {
    await trust();
    await register(SECURITY);
    await deregister(SECURITY);
    expect(changes.at(-1)).toEqual({
      kind: 'administrator-deregistered',
      accountId: SECURITY,
      servicePrincipal: GUARDDUTY,
    });
    await expect(deregister(SECURITY)).rejects.toMatchObject({
      name: 'AccountNotRegisteredException',
      message: 'The provided account is not a registered delegated administrator for your organization.',
    });
    await expect(as().send(new ListDelegatedServicesForAccountCommand({ AccountId: SECURITY }))).rejects.toMatchObject({
      name: 'AccountNotRegisteredException',
    });
  });

  test('a caller that calls too fast is throttled in the words of Organizations', async () => {
    await start({ settings: { callsPerSecond: 1 } });
    await trust();
    await expect(trust()).rejects.toMatchObject({
      name: 'TooManyRequestsException',
      $metadata: { httpStatusCode: 400 },
    });
  });
});
