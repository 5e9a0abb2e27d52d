import {
  CreateAccountAliasCommand,
  DeleteAccountAliasCommand,
  GetAccountPasswordPolicyCommand,
  IAMClient,
  ListAccountAliasesCommand,
} from '@aws-sdk/client-iam';
import { clientOf, MANAGEMENT, organizationOf, SECURITY } from '../../../src/fixtures/organization-of';
import { iam } from '../../../src/services/iam';
import { Simulation } from '../../../src/simulation';

let simulation: Simulation;
beforeEach(async () => {
  simulation = await Simulation.start(organizationOf(), [iam], { clockRate: 0 });
});
afterEach(() => simulation.stop());

const as = (account: string) => clientOf(IAMClient, simulation, account, 'eu-west-1');
const create = (account: string, AccountAlias: string) =>
  as(account).send(new CreateAccountAliasCommand({ AccountAlias }));
const aliases = async (account: string) => (await as(account).send(new ListAccountAliasesCommand())).AccountAliases;

test('an account has one alias at most, and a new one replaces it', async () => {
  expect(await aliases(SECURITY)).toEqual([]);
  await create(SECURITY, 'example-security');
  await create(SECURITY, 'example-audit');
  expect([await aliases(SECURITY), await aliases(MANAGEMENT)]).toEqual([['example-audit'], []]);
  await as(SECURITY).send(new DeleteAccountAliasCommand({ AccountAlias: 'example-audit' }));
  expect(await aliases(SECURITY)).toEqual([]);
});

test('an alias belongs to one account, and has the form of a host name', async () => {
  await create(SECURITY, 'example');
  await expect(create(MANAGEMENT, 'example')).rejects.toMatchObject({
    name: 'EntityAlreadyExistsException',
    message: 'The account alias example already exists.',
  });
  await expect(create(MANAGEMENT, 'Example--x')).rejects.toMatchObject({ name: 'ValidationError' });
  await expect(as(MANAGEMENT).send(new DeleteAccountAliasCommand({ AccountAlias: 'example' }))).rejects.toMatchObject({
    name: 'NoSuchEntityException',
  });
});

test('no account has set a password policy', async () => {
  await expect(as(SECURITY).send(new GetAccountPasswordPolicyCommand())).rejects.toMatchObject({
    name: 'NoSuchEntityException',
    $metadata: { httpStatusCode: 404 },
    message: `The Password Policy with domain name ${SECURITY} cannot be found.`,
  });
});
