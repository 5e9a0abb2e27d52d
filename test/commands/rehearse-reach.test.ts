import { reachText } from '../../commands/rehearse/reach';
import { MANAGEMENT, SECURITY } from '../accounts';

const organization = {
  endpoint: 'http://127.0.0.1:4566',
  token: 'secret-token',
  environmentOf: (account: string, region: string) => ({
    AWS_ENDPOINT_URL: 'http://127.0.0.1:4566',
    AWS_ACCESS_KEY_ID: `AKIA${account}`,
    AWS_REGION: region,
  }),
};
const text = reachText(organization, {
  organization: { managementAccount: MANAGEMENT, delegatedAdministrator: SECURITY },
  homeRegion: 'eu-west-1',
});

test('a kept organization is reached first as the management account, whose credentials the next commands need', () => {
  const lines = text.split('\n').map((line) => line.trim());
  const at = (line: string) => lines.indexOf(line);
  const order = [
    `export AWS_ACCESS_KEY_ID=AKIA${MANAGEMENT}`,
    'npx cdk deploy --all --require-approval never',
    `export AWS_ACCESS_KEY_ID=AKIA${SECURITY}`,
    'aws guardduty list-detectors',
  ].map(at);
  expect(order).toEqual([...order].sort((one, other) => one - other));
  expect(order).not.toContain(-1);
});

test('the lines of both accounts are whole: pasted one after the other, each leads to its account', () => {
  const exported = [...text.matchAll(/export (\w+)=(\S+)/g)].map(([, name, value]) => [name, value]);
  expect(exported.slice(0, 3)).toEqual(Object.entries(organization.environmentOf(MANAGEMENT, 'eu-west-1')));
  expect(Object.fromEntries(exported)).toEqual(organization.environmentOf(SECURITY, 'eu-west-1'));
});
