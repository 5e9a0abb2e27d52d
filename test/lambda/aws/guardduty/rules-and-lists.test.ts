import { guardDutyController } from '../../../../lambda/controllers/guardduty';
import { SECURITY } from '../../../accounts';
import { awsOf, guardDuty, guardDutyAlone, settle, startDelegated } from '../../organization-under-test';
import { makeRulesAndLists } from '../../rules-and-lists';

const region = 'eu-west-1';

/** The rules and lists of an administrator that has a rule and a list of each kind. */
async function all(entities: boolean) {
  const simulation = await startDelegated({}, guardDutyAlone(region));
  await settle(simulation, guardDutyController, SECURITY, guardDuty());
  await makeRulesAndLists(simulation, SECURITY, region);
  const aws = awsOf(simulation, SECURITY);
  const { id = '' } = (await aws.guardDuty(region).detector()) ?? {};
  const before = simulation.calls.last;
  const found = await aws.rulesAndLists(region).all(id, entities);
  const again = await aws.rulesAndLists(region).all(id, entities);
  return { found, again, calls: simulation.calls.after(before).map(({ operation }) => operation) };
}

test('K4: suppression rules and lists of every kind are read, with criteria and place, once in a pass', async () => {
  const { found, again, calls } = await all(true);
  expect(found).toEqual([
    { kind: 'suppressionRules', name: 'quiet', archives: true, criteria: { severity: expect.any(Object) } },
    ...['trustedIpLists', 'threatIpLists', 'trustedEntityLists', 'threatEntityLists'].map((kind) =>
      expect.objectContaining({ kind, name: 'friends', location: `s3://lists-of-${SECURITY}/list.txt` }),
    ),
  ]);
  expect(again).toBe(found);
  expect(calls.filter((operation) => operation === 'ListFilters')).toHaveLength(1);
});

test('K4: entity lists are not read if the partition does not offer them', async () => {
  const { found, calls } = await all(false);
  expect(found.map(({ kind }) => kind)).toEqual(['suppressionRules', 'trustedIpLists', 'threatIpLists']);
  expect(calls.filter((operation) => operation.includes('Entity'))).toEqual([]);
});
