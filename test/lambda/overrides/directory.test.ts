import { Readable } from 'node:stream';
import { connect } from '../../../lambda/aws/clients';
import { directoryOf } from '../../../lambda/overrides/directory';
import { MANAGEMENT, SECURITY } from '../../accounts';
import { awsOf, start } from '../organization-under-test';
import { about } from './organizations';

const SHOP = '333333333333';
const ASKING = { region: 'eu-west-1', administrator: SECURITY };

test('units that are named by id cost no question, those by path one for each unit above', async () => {
  const simulation = await start({ accounts: [{ id: SHOP, ou: 'Workloads/Prod' }] });
  const aws = awsOf(simulation, MANAGEMENT);
  const byId = [about({ ous: [simulation.organization.unitAt('Workloads')], accounts: [SHOP] })];
  await directoryOf(aws, ASKING, byId);
  expect(simulation.calls.after(0).map(({ operation }) => operation)).toEqual(['ListAccounts']);
  const { units } = await directoryOf(aws, ASKING, [about({ ous: ['Workloads/Prod'] })]);
  expect([...units.keys()]).toEqual(['Workloads/Prod']);
});

/** An endpoint that does not say where accounts are, as those of before 2025 did not. */
function older() {
  const body = JSON.stringify({ Accounts: [{ Id: SHOP, Name: 'shop', Email: 'shop@example.com', Status: 'ACTIVE' }] });
  const response = { statusCode: 200, headers: { 'content-type': 'application/x-amz-json-1.1' } };
  return connect({
    credentials: { accessKeyId: 'AKIA', secretAccessKey: 'secret' },
    requestHandler: { handle: async () => ({ response: { ...response, body: Readable.from([body]) } }) } as never,
  });
}

test('fails, and guesses nothing, where AWS does not say in which unit an account is', async () => {
  await expect(directoryOf(older(), ASKING, [about({ ous: ['Workloads'] })])).rejects.toThrow(
    `reading the organization: AWS does not say which unit account ${SHOP} is in`,
  );
});

test('does not need it where no unit is named', async () => {
  const { accounts } = await directoryOf(older(), ASKING, [about({ accounts: ['shop'] })]);
  expect(accounts).toMatchObject([{ id: SHOP, state: 'ACTIVE' }]);
});
