import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { clientOf } from '@muster/simulator';
import { type Selectors, selectsWrites, Trails } from '../../../../lambda/aws/cloudtrail/trails';
import { MANAGEMENT } from '../../../accounts';
import { start } from '../../organization-under-test';

const SOURCE = 'organizations.amazonaws.com';

type World = Parameters<typeof start>[0];

/** Whether the management account's trails log writes of Organizations in us-east-1. */
async function isLogged(trails: NonNullable<World>['trails'], region = 'us-east-1'): Promise<boolean> {
  const simulation = await start({ trails });
  return new Trails(clientOf(CloudTrailClient, simulation, MANAGEMENT, region), region).logWritesOf(SOURCE);
}

const name = 'audit';

test.each([
  ['a multi-region trail of another region', { region: 'eu-west-1' }],
  ['a trail of that region alone', { multiRegion: false }],
  ['an organization trail', { organization: true }],
  ['writes alone', { managementEvents: 'WriteOnly' as const }],
  ['advanced event selectors', { advanced: true }],
  ['advanced event selectors of writes', { advanced: true, managementEvents: 'WriteOnly' as const }],
])('N5: a trail logs changes in Organizations: %s', async (_, entry) => {
  expect(await isLogged([{ name, ...entry }])).toBe(true);
});

test.each([
  ['there is no trail', []],
  ['it was stopped', [{ name, logging: false }]],
  ['it is of another region alone', [{ name, region: 'eu-west-1', multiRegion: false }]],
  ['it logs reads alone', [{ name, managementEvents: 'ReadOnly' as const }]],
  ['it logs data events alone', [{ name, managementEvents: 'None' as const }]],
  ['its advanced selectors are of reads', [{ name, advanced: true, managementEvents: 'ReadOnly' as const }]],
  ['its advanced selectors are of data events', [{ name, advanced: true, managementEvents: 'None' as const }]],
  ['it is of a member account', [{ name, account: '333333333333' }]],
])('N5: no trail logs them if %s', async (_, trails) => {
  expect(await isLogged(trails)).toBe(false);
});

test('N5: the second trail counts if the first does not', async () => {
  expect(await isLogged([{ name: 'stopped', logging: false }, { name }])).toBe(true);
});

describe('N5: event selectors', () => {
  const advanced = (...FieldSelectors: { Field: string; Equals?: string[]; NotEquals?: string[] }[]): Selectors => ({
    AdvancedEventSelectors: [{ FieldSelectors }],
  });
  const management = { Field: 'eventCategory', Equals: ['Management'] };

  test.each<[string, Selectors, boolean]>([
    ['none at all', {}, true],
    ['the service excluded', advanced(management, { Field: 'eventSource', NotEquals: [SOURCE] }), false],
    [
      'another service excluded',
      advanced(management, { Field: 'eventSource', NotEquals: ['kms.amazonaws.com'] }),
      true,
    ],
    ['another service alone', advanced(management, { Field: 'eventSource', Equals: ['kms.amazonaws.com'] }), false],
  ])('%s', (_, selectors, expected) => {
    expect(selectsWrites(selectors, SOURCE)).toBe(expected);
  });
});
