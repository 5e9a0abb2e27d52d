import { rootOf } from '../../../../lambda/aws/organizations/organizations';
import { MANAGEMENT } from '../../../accounts';
import { awsOf, start } from '../../organization-under-test';

const accounts = [
  { id: '333333333333', ou: 'Workloads/Prod' },
  { id: '444444444444', ou: 'Workloads/NonProd' },
  { id: '555555555555', ou: 'Sandbox' },
];

test('accounts have the units that they are in, from the root down', async () => {
  const simulation = await start({ accounts });
  const { rootId, units } = simulation.organization;
  const { accounts: listed } = await awsOf(simulation, MANAGEMENT).organizations('eu-west-1').accounts();
  const shop = listed.find(({ id }) => id === '333333333333');
  expect(shop?.path?.[0]).toBe(rootId);
  expect(shop?.path?.slice(1).map((id) => units.get(id)?.name)).toEqual(['Workloads', 'Prod']);
});

test('M18: units are found by their paths with one call for each unit above them', async () => {
  const simulation = await start({ accounts });
  const organizations = awsOf(simulation, MANAGEMENT).organizations('eu-west-1');
  const root = rootOf((await organizations.accounts()).accounts);
  const before = simulation.calls.last;
  const paths = ['Workloads/Prod', 'Workloads/NonProd', 'Workloads', 'Workloads/Test/A', 'B/C'];
  const units = await organizations.units(paths, root);
  expect([...units.keys()]).toEqual(['Workloads/Prod', 'Workloads/NonProd', 'Workloads']);
  expect(units.get('Workloads/Prod')).toBe(simulation.organization.unitAt('Workloads/Prod'));
  expect(simulation.calls.after(before).map(({ operation }) => operation)).toEqual([
    'ListOrganizationalUnitsForParent',
    'ListOrganizationalUnitsForParent',
  ]);
});

test('no call is made if no unit is named', async () => {
  const simulation = await start({ accounts });
  expect((await awsOf(simulation, MANAGEMENT).organizations('eu-west-1').units([], undefined)).size).toBe(0);
  expect(simulation.calls.last).toBe(0);
});
