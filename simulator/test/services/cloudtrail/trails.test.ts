import {
  CloudTrailClient,
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetTrailStatusCommand,
} from '@aws-sdk/client-cloudtrail';
import type { Service } from '../../../src/contract/service';
import type { AwsEvent } from '../../../src/contract/world';
import { clientOf, MANAGEMENT, organizationOf, SECURITY } from '../../../src/fixtures/organization-of';
import type { OrganizationFileInput } from '../../../src/organization/file';
import { cloudtrail } from '../../../src/services/cloudtrail';
import { organizations } from '../../../src/services/organizations';
import { Simulation } from '../../../src/simulation';

const SHOP = '333333333333';
const arn = (name: string, region = 'us-east-1') => `arn:aws:cloudtrail:${region}:${MANAGEMENT}:trail/${name}`;

const world = (trails?: OrganizationFileInput['trails'], services: readonly Service[] = [cloudtrail]) =>
  Simulation.start(organizationOf(trails && { trails }), services, { clockRate: 0 });

const namesIn = async (simulation: Simulation, account: string, region: string, includeShadowTrails = true) => {
  const client = clientOf(CloudTrailClient, simulation, account, region);
  const { trailList = [] } = await client.send(new DescribeTrailsCommand({ includeShadowTrails }));
  return trailList.map(({ Name }) => Name);
};

describe('CloudTrail describes', () => {
  const trails = [
    { name: 'regional', multiRegion: false },
    { name: 'everywhere' },
    { name: 'shared', organization: true },
  ];

  test('trails of the region, and multi-region trails of others as shadows', async () => {
    const simulation = await world(trails);
    expect(await namesIn(simulation, MANAGEMENT, 'us-east-1')).toEqual(['regional', 'everywhere', 'shared']);
    expect(await namesIn(simulation, MANAGEMENT, 'eu-west-1')).toEqual(['everywhere', 'shared']);
    expect(await namesIn(simulation, MANAGEMENT, 'eu-west-1', false)).toEqual([]);
  });

  test('to a member account the trails of the organization alone', async () => {
    expect(await namesIn(await world(trails), SECURITY, 'us-east-1')).toEqual(['shared']);
  });

  test('one of the management account if the file names none', async () => {
    expect(await namesIn(await world(), MANAGEMENT, 'eu-west-1')).toEqual(['management-events']);
    expect(await namesIn(await world([]), MANAGEMENT, 'eu-west-1')).toEqual([]);
  });

  test('whether a trail logs; a shadow has to be named by its ARN', async () => {
    const client = clientOf(
      CloudTrailClient,
      await world([{ name: 'stopped', logging: false }]),
      MANAGEMENT,
      'eu-west-1',
    );
    const status = (Name: string) => client.send(new GetTrailStatusCommand({ Name }));
    expect((await status(arn('stopped'))).IsLogging).toBe(false);
    await expect(status('stopped')).rejects.toMatchObject({ name: 'TrailNotFoundException' });
  });

  test('basic or advanced event selectors', async () => {
    const simulation = await world([
      { name: 'basic', managementEvents: 'WriteOnly' },
      { name: 'advanced', managementEvents: 'WriteOnly', advanced: true },
    ]);
    const client = clientOf(CloudTrailClient, simulation, MANAGEMENT, 'us-east-1');
    const selectors = (TrailName: string) => client.send(new GetEventSelectorsCommand({ TrailName }));
    expect((await selectors('basic')).EventSelectors).toEqual([
      { ReadWriteType: 'WriteOnly', IncludeManagementEvents: true, DataResources: [] },
    ]);
    expect((await selectors('advanced')).AdvancedEventSelectors).toMatchObject([
      {
        FieldSelectors: [
          { Field: 'eventCategory', Equals: ['Management'] },
          { Field: 'readOnly', Equals: ['false'] },
        ],
      },
    ]);
  });
});

describe('an account that is moved', () => {
  const eventsOf = async (trails: OrganizationFileInput['trails']) => {
    const events: AwsEvent[] = [];
    const listener: Service = {
      ...organizations,
      signingName: 'listener',
      onEvent: (event) => void events.push(event),
    };
    const simulation = await world(trails, [organizations, listener]);
    const { rootId } = simulation.organization;
    const DestinationParentId = simulation.organization.unitAt('Workloads');
    const as = { principal: simulation.principals.administrator(MANAGEMENT), region: 'us-east-1' };
    const input = { AccountId: SHOP, SourceParentId: rootId, DestinationParentId };
    await simulation.invoke('organizations', 'MoveAccount', input, as);
    return events.map(({ detailType }) => detailType);
  };

  test.each([
    ['a trail logs management events', [{ name: 'everywhere', region: 'eu-west-1' }], ['AWS API Call via CloudTrail']],
    ['there is no trail', [], []],
    ['the trail was stopped', [{ name: 'stopped', logging: false }], []],
    ['the trail logs reads alone', [{ name: 'reads', managementEvents: 'ReadOnly' as const }], []],
  ])('is an event on the bus only if a trail logs it: %s', async (_, trails, expected) => {
    expect(await eventsOf(trails)).toEqual(expected);
  });
});
