import fc from 'fast-check';
import { readFinding } from '../../../lambda/findings/finding';
import { decide, eventKey, type Seen } from '../../../lambda/findings/occurrence';
import { recorded } from '../../findings/corpus';

const TOR = recorded('UnauthorizedAccess:IAMUser/TorIPCaller');
const SSH = recorded('UnauthorizedAccess:EC2/SSHBruteForce');

interface Change {
  readonly id?: string;
  readonly region?: string;
  readonly severity?: number;
  readonly updatedAt?: string;
  readonly count?: number;
}

const finding = (base: Record<string, unknown>, { count, ...change }: Change = {}) => {
  const service = { ...(base.service as object), ...(count !== undefined && { count }) };
  return readFinding({ ...base, ...change, service });
};

describe('a finding that arrives again', () => {
  const first = decide(undefined, [finding(SSH, { count: 3, severity: 5 })]);

  it('is new the first time', () => {
    expect(first.occurrence).toEqual({ kind: 'new', count: 3 });
    expect(first.regions).toEqual(['eu-west-1']);
  });

  it('F7: is repeated with its count when GuardDuty sends an update', () => {
    const update = finding(SSH, { count: 9, severity: 5, updatedAt: '2026-11-20T10:00:00.000Z' });
    expect(decide(first.seen, [update]).occurrence).toEqual({ kind: 'repeated', count: 9 });
  });

  it('is escalated when its severity rises, and has its previous severity', () => {
    const worse = finding(SSH, { count: 9, severity: 8, updatedAt: '2026-11-20T10:00:00.000Z' });
    const second = decide(first.seen, [worse]);
    expect(second.occurrence).toEqual({ kind: 'escalated', count: 9, previousSeverity: 5 });
    expect(decide(second.seen, [worse]).occurrence).toBeUndefined();
  });

  it('is not notified when EventBridge delivers the same event twice', () => {
    expect(decide(first.seen, [finding(SSH, { count: 3, severity: 5 })]).occurrence).toBeUndefined();
  });

  it('is not notified when an older state arrives late', () => {
    const second = decide(first.seen, [finding(SSH, { count: 9, severity: 5, updatedAt: '2026-11-20T10:00:00.000Z' })]);
    expect(decide(second.seen, [finding(SSH, { count: 3, severity: 5 })]).occurrence).toBeUndefined();
  });

  it('does not escalate when the severity falls and rises again to its highest value', () => {
    const lower = decide(first.seen, [finding(SSH, { count: 4, severity: 2 })]);
    expect(lower.occurrence?.kind).toBe('repeated');
    expect(decide(lower.seen, [finding(SSH, { count: 5, severity: 5 })]).occurrence?.kind).toBe('repeated');
  });
});

describe('one event in several regions', () => {
  const there = { id: '0'.repeat(32), region: 'us-east-1' };

  it('F6: has one key for credentials, whatever the region', () => {
    expect(eventKey(finding(TOR, there))).toBe(eventKey(finding(TOR)));
  });

  it('has another key for another identity, account, type or hour', () => {
    const service = { ...(TOR.service as object), eventFirstSeen: '2026-11-20T11:17:42Z' };
    const others = [
      { ...TOR, accountId: '444444444444' },
      { ...TOR, type: 'UnauthorizedAccess:IAMUser/MaliciousIPCaller' },
      { ...TOR, service },
      { ...TOR, resource: { resourceType: 'AccessKey', accessKeyDetails: { userType: 'IAMUser', userName: 'bob' } } },
    ];
    const keys = [TOR, ...others].map((one) => eventKey(readFinding(one)));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('has a key for each finding if the resource is regional', () => {
    expect(eventKey(finding(SSH, there))).not.toBe(eventKey(finding(SSH)));
  });

  it('is one notification that names both regions when they arrive together', () => {
    const decision = decide(undefined, [finding(TOR), finding(TOR, there)]);
    expect(decision).toMatchObject({ occurrence: { kind: 'new', count: 2 }, regions: ['eu-west-1', 'us-east-1'] });
  });

  it('is a repetition that names both regions when the second one arrives later', () => {
    const later = decide(decide(undefined, [finding(TOR)]).seen, [finding(TOR, there)]);
    expect(later).toMatchObject({ occurrence: { kind: 'repeated', count: 2 }, regions: ['eu-west-1', 'us-east-1'] });
  });

  it('does not confuse findings without an id', () => {
    const { id: _, arn: __, ...anonymous } = SSH;
    expect(eventKey(readFinding(anonymous))).not.toBe(eventKey(readFinding({ ...anonymous, title: 'another' })));
  });
});

describe('the order of arrival', () => {
  const change = fc.record({
    id: fc.constantFrom('a', 'b', '__proto__'),
    severity: fc.constantFrom(2, 5, 8),
    count: fc.integer({ min: 1, max: 9 }),
    updatedAt: fc.constantFrom('2026-11-20T10:00:00.000Z', '2026-11-20T11:00:00.000Z'),
  });

  it('does not change the record, and neither does a second delivery', () => {
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), fc.infiniteStream(fc.nat()), (changes, order) => {
        const one = (seen: Seen | undefined, each: Change) => decide(seen, [finding(SSH, each)]).seen;
        const inOrder = changes.reduce(one, undefined);
        const shuffled = [...changes, ...changes]
          .map((each) => ({ each, at: order.next().value }))
          .sort((left, right) => left.at - right.at)
          .map(({ each }) => each)
          .reduce(one, undefined);
        const byId = (seen: Seen | undefined) => Object.entries(seen?.findings ?? {}).sort();
        expect(byId(shuffled)).toEqual(byId(inOrder));
      }),
    );
  });

  it('and duplicates give one new occurrence, and at most as many escalations as there are severities', () => {
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 12 }), (changes) => {
        let seen: Seen | undefined;
        const kinds = [...changes, ...changes].map((each) => {
          const decision = decide(seen, [finding(SSH, each)]);
          seen = JSON.parse(JSON.stringify(decision.seen));
          return decision.occurrence?.kind;
        });
        expect(kinds.filter((kind) => kind === 'new')).toHaveLength(1);
        expect(kinds.filter((kind) => kind === 'escalated').length).toBeLessThanOrEqual(2);
        expect(kinds.slice(changes.length).every((kind) => kind === undefined)).toBe(true);
      }),
    );
  });
});
