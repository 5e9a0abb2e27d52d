import { Readable } from 'node:stream';
import { connect } from '../../../lambda/aws/clients';
import { directoryOf } from '../../../lambda/overrides/directory';
import { MANAGEMENT, SECURITY } from '../../accounts';
import { awsOf, start } from '../organization-under-test';
import { about } from './organizations';

const SHOP = '333333333333';
const ASKING = { region: 'eu-west-1', administrator: SECURITY };

test('units that are named by id cost no call, and units that are named by path cost one for each unit above', async () => {
  const simulation = await start({ accounts: [{ id: SHOP, ou: 'Workloads/Prod' }] });
  const aws = awsOf(simulation, MANAGEMENT);
  const byId = [about({ ous: [simulation.organization.unitAt('Workloads')], accounts: [SHOP] })];
  await directoryOf(aws, ASKING, byId);
  expect(simulation.calls.after(0).map(({ operation }) => operation)).toEqual(['ListAccounts']);
  const { units } = await directoryOf(aws, ASKING, [about({ ous: ['Workloads/Prod'] })]);
  expect([...units.keys()]).toEqual(['Workloads/Prod']);
});

/** An endpoint that does not return the units of accounts, as before 2025. */
function older() {
  const body = JSON.stringify({ Accounts: [{ Id: SHOP, Name: 'shop', Email: 'shop@example.com', Status: 'ACTIVE' }] });
  const response = { statusCode: 200, headers: { 'content-type': 'application/x-amz-json-1.1' } };
  return connect({
    credentials: { accessKeyId: 'AKIA', secretAccessKey: 'secret' },
    requestHandler: { handle: async () => ({ response: { ...response, body: Readable.from([body]) } }) } as never,
  });
}

test('the directory fails without guessing if AWS does not return the unit of an account', async () => {
  await expect(directoryOf(older(), ASKING, [about({ ous: ['Workloads'] })])).rejects.toThrow(
    `reading the organization: AWS does not say which unit account ${SHOP} is in`,
  );
});

test('the unit of an account is not needed if no unit is named', async () => {
  const { accounts } = await directoryOf(older(), ASKING, [about({ accounts: ['shop'] })]);
  expect(accounts).toMatchObject([{ id: SHOP, state: 'ACTIVE' }]);
});
