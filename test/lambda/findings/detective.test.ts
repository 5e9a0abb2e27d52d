import { recorded } from '../../findings/corpus';
import { enriched, NOW } from './enriched';

const REVERSE_SHELL = recorded('Execution:Runtime/ReverseShell');
const TOR = recorded('UnauthorizedAccess:IAMUser/TorIPCaller');
const CONSOLE = 'https://console.aws.amazon.com/detective/home?region=eu-west-1';
const SCOPE = 'scopeStart=1795161600&scopeEnd=1795168800';
const DAY = 86_400_000;

describe('links to Detective', () => {
  it('lead to every entity of a finding by the ids that Detective uses', () => {
    const links = enriched(REVERSE_SHELL).entities.map(({ kind, detective }) => [
      kind,
      'url' in detective && detective.url,
    ]);
    const to = (path: string) => `${CONSOLE}#entities/${path}?${SCOPE}`;
    expect(Object.fromEntries(links)).toEqual({
      account: to('AwsAccount/333333333333'),
      role: to('AwsRole/AROACKCEVSQ6C2EXAMPLE'),
      roleSession: to('AwsRoleSession/AROACKCEVSQ6C2EXAMPLE:i-0abc1234def567890'),
      cluster: to('ContainerCluster/shop~333333333333~EKS'),
      pod: to('ContainerPod/9f8e7d6c-aaaa-bbbb-cccc-ddddeeeeffff~shop~333333333333~EKS'),
      subject: to('KubernetesSubject/system:serviceaccount:shop:web~shop~333333333333'),
      containerImage: to(
        `ContainerImage/123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop/web:1.4@sha256:${'ab'.repeat(32)}`,
      ),
    });
  });

  it('lead to users, federated users, buckets, instances and addresses', () => {
    const kinds = (type: string) => enriched(recorded(type)).entities.map(({ kind }) => kind);
    expect(kinds('Exfiltration:S3/MaliciousIPCaller')).toEqual(['account', 'user', 'bucket', 'ipAddress']);
    expect(kinds('InitialAccess:IAMUser/AnomalousBehavior')).toEqual(['account', 'federatedUser', 'ipAddress']);
    expect(kinds('Recon:EC2/PortProbeUnprotectedPort')).toEqual(['account', 'instance', 'ipAddress']);
    expect(kinds('Quantum:Satellite/OrbitChanged')).toEqual(['account', 'ipAddress']);
    expect(kinds('AttackSequence:EC2/CompromisedInstanceGroup')).toEqual([
      'account',
      'instance',
      'instance',
      'ipAddress',
    ]);
  });

  it('F15: are missing if Detective is not offered, with the reason', () => {
    const there = enriched({ ...TOR, region: 'eu-west-3' });
    const reason = { state: 'notInRegion', region: 'eu-west-3', because: 'notOffered' };
    expect(there.detective).toEqual({ reason });
    expect(there.entities.every(({ detective }) => 'reason' in detective)).toBe(true);
    expect(enriched({ ...TOR, region: 'mars-1' }).detective).toMatchObject({
      reason: { state: 'notInRegion', region: 'mars-1', because: undefined },
    });
  });

  it.each([
    ['ACCEPTED_BUT_DISABLED', new Map([['333333333333', 'ACCEPTED_BUT_DISABLED']]), 'notEnabled'],
    ['no member', new Map<string, string>(), 'notEnabled'],
    ['not to be read', undefined, 'notKnown'],
  ])('F15: are missing if the membership of the account is %s', (_, members, state) => {
    expect(enriched(TOR, { members }).detective).toMatchObject({ reason: { state } });
  });

  it('exist for the administrator, which is not among its own members', () => {
    expect(enriched({ ...TOR, accountId: '222222222222' }, { members: new Map() }).detective).toHaveProperty('url');
  });

  it('F15: do not lead to an archived finding, but to its entities', () => {
    const archived = enriched({ ...TOR, service: { ...(TOR.service as object), archived: true } });
    expect(archived.detective).toEqual({ reason: { state: 'archived' } });
    expect(archived.entities[1]?.detective).toHaveProperty('url');
  });

  it('begin at most 365 days ago, and are missing for activity that ended before', () => {
    const service = { ...(TOR.service as object), eventFirstSeen: '2025-01-01T00:00:00Z' };
    const long = enriched({ ...TOR, service }).detective;
    const earliest = (Math.ceil((NOW - 365 * DAY) / 3_600_000) * 3_600_000) / 1000;
    expect(long).toEqual({ url: expect.stringContaining(`scopeStart=${earliest}&scopeEnd=1795168800`) });
    expect(enriched(TOR, { now: NOW + 366 * DAY }).detective).toEqual({ reason: { state: 'tooOld' } });
  });

  it('span at least an hour if everything happened at one moment', () => {
    const at = '2026-11-20T08:00:00Z';
    const moment = enriched({ ...TOR, service: { ...(TOR.service as object), eventFirstSeen: at, eventLastSeen: at } });
    expect(moment.detective).toEqual({ url: expect.stringContaining('scopeStart=1795161600&scopeEnd=1795165200') });
  });

  it('are missing for an image without a digest', () => {
    const image = enriched(recorded('Execution:Container/MaliciousFile')).entities.find(
      ({ kind }) => kind === 'containerImage',
    );
    expect(image).toEqual({
      kind: 'containerImage',
      name: 'nginx:1.25',
      detective: { reason: { state: 'notIdentified' } },
    });
  });
});
