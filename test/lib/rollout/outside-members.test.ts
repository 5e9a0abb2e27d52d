import { invitationsDesired, outsideMembers } from '../../../lambda/controllers/invitations/desired';
import type { RolloutFileInput } from '../../../lib/config';
import { rolloutFile } from '../../../lib/config';
import { memberAccessFor, memberAccessSets } from '../../../lib/rollout/outside-members';
import { rolloutOf } from '../stacks/synthesized';

const entries: NonNullable<RolloutFileInput['outsideMembers']>['accounts'] = [
  { account: '900000000003', email: 'c@partner.example', services: ['guardduty'] },
  { account: '900000000001', email: 'a@partner.example' },
  { account: '900000000002', email: 'b@partner.example', regions: ['eu-west-1'], role: 'another', externalId: 'else' },
];
const members: RolloutFileInput['outsideMembers'] = { externalId: 'agreed-4711', accounts: entries };

const invitationsIn = (region: string, input: Partial<RolloutFileInput> = { outsideMembers: members }) =>
  rolloutOf(input).detections.find((each) => each.region === region)?.invitations;

describe('outside members of a region', () => {
  it('are those that are listed for it, each with its services and role', () => {
    const desired = invitationsDesired.parse(invitationsIn('eu-west-1'));
    expect(outsideMembers(desired)).toEqual([
      {
        id: '900000000001',
        email: 'a@partner.example',
        services: ['guardduty', 'detective'],
        role: { name: 'muster-member-access', externalId: 'agreed-4711' },
      },
      {
        id: '900000000002',
        email: 'b@partner.example',
        services: ['guardduty', 'detective'],
        role: { name: 'another', externalId: 'else' },
      },
      {
        id: '900000000003',
        email: 'c@partner.example',
        services: ['guardduty'],
        role: { name: 'muster-member-access', externalId: 'agreed-4711' },
      },
    ]);
  });

  it('T11: are enrolled only in GuardDuty if Detective is not offered', () => {
    const desired = invitationsDesired.parse(invitationsIn('ap-northeast-3'));
    expect(desired.detective).toBe(false);
    expect(outsideMembers(desired).map(({ id, services }) => [id, services])).toEqual([
      ['900000000001', ['guardduty']],
      ['900000000003', ['guardduty']],
    ]);
  });

  it('are none if none is listed', () => {
    expect(invitationsIn('eu-west-1', {})).toBeUndefined();
    const [, , elsewhere] = entries;
    const one = { ...members, accounts: elsewhere ? [elsewhere] : [] };
    expect(invitationsIn('ap-northeast-3', { outsideMembers: one })).toBeUndefined();
  });

  it('are the same in any order of the list', () => {
    const turned = { ...members, accounts: [...entries].reverse() };
    expect(invitationsIn('eu-west-1', { outsideMembers: turned })).toEqual(invitationsIn('eu-west-1'));
  });

  it('are grouped within moments, even ten thousand of them', () => {
    const accounts = Array.from({ length: 10_000 }, (_, at) => ({
      account: String(910000000000 + at),
      email: 'root@partner.example',
    }));
    const before = performance.now();
    const desired = invitationsIn('eu-west-1', { outsideMembers: { externalId: 'agreed-4711', accounts } });
    // a copy of the group for each account took minutes
    expect(performance.now() - before).toBeLessThan(10_000);
    expect(desired?.groups.map((group) => Object.keys(group.accounts).length)).toEqual([10_000]);
  });

  it('fit into the payload of a schedule, even a thousand of them', () => {
    const accounts = Array.from({ length: 1000 }, (_, at) => ({
      account: String(910000000000 + at),
      email: `aws+root-${910000000000 + at}@partner.example`,
    }));
    const desired = invitationsIn('eu-west-1', { outsideMembers: { externalId: 'agreed-4711', accounts } });
    expect(Buffer.byteLength(JSON.stringify(desired))).toBeLessThan(96 * 1024);
  });
});

describe('access to an outside account', () => {
  const config = rolloutFile.parse({
    organization: { id: 'o-exampleorg1', managementAccount: '111111111111', delegatedAdministrator: '222222222222' },
    homeRegion: 'eu-west-1',
    regions: ['eu-west-1'],
    outsideMembers: {
      externalId: 'agreed-4711',
      organizations: [{ managementAccount: '700000000007', unit: 'r-ab12' }],
      accounts: [
        { account: '900000000001', email: 'a@partner.example' },
        { account: '900000000002', email: 'b@own.example', managementAccount: '700000000007' },
        { account: '900000000003', email: 'c@own.example', managementAccount: '700000000007' },
        { account: '900000000004', email: 'd@own.example', managementAccount: '700000000007', role: 'another' },
      ],
    },
  });

  it('is granted to the administrator, with the agreed external id, in governed regions', () => {
    expect(memberAccessFor(config, '900000000001')).toEqual({
      partition: 'aws',
      administrator: '222222222222',
      organizationId: 'o-exampleorg1',
      roleName: 'muster-member-access',
      externalId: 'agreed-4711',
      regions: ['eu-west-1'],
    });
    expect(memberAccessFor(config, '900000000009')).toBeUndefined();
  });

  it('is one stack set for all accounts of another organization that grant the same', () => {
    expect(memberAccessSets(config, '700000000007').map(({ accounts, grant }) => [grant.roleName, accounts])).toEqual([
      ['muster-member-access', ['900000000002', '900000000003']],
      ['another', ['900000000004']],
    ]);
    expect(memberAccessSets(config, '111111111111')).toEqual([]);
  });
});
