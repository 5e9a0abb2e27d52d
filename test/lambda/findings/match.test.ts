import type { Route, RouteMatch } from '../../../lambda/findings/desired';
import { deliveries, matchRoutes, type RoutingFacts, routingFacts } from '../../../lambda/findings/match';
import { recorded } from '../../findings/corpus';
import { enriched } from './enriched';

const FACTS = routingFacts(enriched(recorded('UnauthorizedAccess:S3/TorIPCaller')), '222222222222');

const route = (name: string, match: Partial<RouteMatch> = {}, rest: Partial<Route> = {}): Route => ({
  name,
  match: { occurrence: ['new', 'escalated'], ...match },
  targets: [name],
  onMatch: 'continue',
  ...rest,
});

const taken = (routes: readonly Route[], defaultRoute?: Route) =>
  matchRoutes(FACTS, routes, defaultRoute).map(({ name }) => name);

describe('a route takes a finding', () => {
  it.each<[string, Partial<RouteMatch>, boolean]>([
    ['without conditions', {}, true],
    ['of at least its severity', { severity: { atLeast: 8 } }, true],
    ['not of less', { severity: { atLeast: 8.1 } }, false],
    ['not of the severity it ends below', { severity: { atLeast: 4, below: 8 } }, false],
    ['of exactly its severity', { severity: { atLeast: 8, below: 8.1 } }, true],
    ['not if both bounds are equal to its severity', { severity: { atLeast: 8, below: 8 } }, false],
    ['not if both bounds are below its severity', { severity: { atLeast: 5, below: 5 } }, false],
    ['of its type', { type: ['UnauthorizedAccess:S3/TorIPCaller'] }, true],
    ['not of a type that only has its type as a beginning', { type: ['UnauthorizedAccess:S3/Tor'] }, false],
    ['of types with a beginning', { type: ['UnauthorizedAccess:*'] }, true],
    ['of types with a middle part', { type: ['*:S3/*'] }, true],
    ['of types with gaps', { type: ['Unauth*S3*Caller'] }, true],
    ['not if gaps would have to overlap', { type: ['UnauthorizedAccess:S3/TorIP*PCaller'] }, false],
    ['of one of several types', { type: ['Recon:*', '*Caller'] }, true],
    ['not of types that begin in another way', { type: ['Recon:*Caller'] }, false],
    ['not of types that end in another way', { type: ['Unauthorized*Portscan'] }, false],
    ['not of types without what is between gaps', { type: ['*S4*'] }, false],
    ['not of types with the parts in another order', { type: ['*Tor*S3*'] }, false],
    ['not of types with a part only once', { type: ['*TorIP*TorIP*'] }, false],
    ['not where a part would overlap the end', { type: ['*IPCaller*Caller'] }, false],
    ['not where beginning and end would overlap', { type: ['UnauthorizedAccess:S3/TorIPCaller*Caller'] }, false],
    ['where a gap is empty: between parts', { type: ['*IP*Caller'] }, true],
    ['where a gap is empty: at the beginning', { type: ['*Unauthorized*'] }, true],
    ['where a gap is empty: at the end', { type: ['UnauthorizedAccess:S3/TorIPCaller*'] }, true],
    ['of its account', { account: ['333333333333'] }, true],
    ['not of another', { account: ['444444444444'] }, false],
    ['of an OU by id', { ou: ['ou-ab12-11111111'] }, true],
    ['of an OU by path', { ou: ['Workloads/Prod'] }, true],
    ['of all below an OU', { ou: ['Workloads'] }, true],
    ['of the root', { ou: ['r-ab12'] }, true],
    ['not of an OU of the same name elsewhere', { ou: ['Prod'] }, false],
    ['with all tags', { tag: { env: ['prod', 'stage'], team: ['pay*'] } }, true],
    ['not with only some of the tags', { tag: { env: ['prod'], owner: ['*'] } }, false],
    ['not by a name that every object inherits', { tag: { constructor: ['*'] } }, false],
    ['of its region', { region: ['eu-*'] }, true],
    ['not of another region', { region: ['us-east-1'] }, false],
    ['of its resource type', { resourceType: ['S3Bucket'] }, true],
    ['not of another resource type', { resourceType: ['AccessKey'] }, false],
    ['not of another occurrence', { occurrence: ['repeated'] }, false],
    ['if every condition holds', { severity: { atLeast: 7 }, region: ['eu-west-1'] }, true],
    ['not if one condition does not hold', { severity: { atLeast: 7 }, region: ['us-east-1'] }, false],
  ])('%s', (_, match, expected) => {
    expect(taken([route('it', match)])).toEqual(expected ? ['it'] : []);
  });
});

describe('K7: a sample', () => {
  const finding = recorded('UnauthorizedAccess:S3/TorIPCaller');
  const sample = (id: string) => {
    const account = { id, ous: [], tags: {} };
    return routingFacts({ ...enriched(finding, { account }), sample: true }, '222222222222');
  };
  const by = (facts: RoutingFacts, match: Partial<RouteMatch>, defaultRoute?: Route) =>
    matchRoutes(facts, [route('it', match)], defaultRoute).length > 0;

  it('of the administrator is taken like any finding, because canaries are such samples', () => {
    expect(by(sample('222222222222'), {})).toBe(true);
  });

  it('of a member is taken only by routes that ask for samples, and never by the default route', () => {
    expect(by(sample('333333333333'), {}, route('default'))).toBe(false);
    expect(by(sample('333333333333'), { sample: ['member'] })).toBe(true);
  });

  it('is distinguished from a real finding', () => {
    expect(taken([route('it', { sample: ['canary', 'member'] })])).toEqual([]);
    expect(taken([route('it', { sample: ['real'] })])).toEqual(['it']);
  });
});

describe('routes', () => {
  const never = { severity: { atLeast: 11 } };

  it('are tried in order, up to one that stops', () => {
    const stop = route('b', {}, { onMatch: 'stop' });
    expect(taken([route('a'), stop, route('c')])).toEqual(['a', 'b']);
    expect(taken([route('a'), { ...stop, match: { ...stop.match, ...never } }, route('c')])).toEqual(['a', 'c']);
  });

  it('leave findings that none of them took to the default route', () => {
    expect(taken([route('a', never)], route('default'))).toEqual(['default']);
    expect(taken([route('a')], route('default'))).toEqual(['a']);
    expect(taken([], route('default', { occurrence: ['repeated'] }))).toEqual([]);
  });

  it('deliver to a target once, through the first route that names it', () => {
    const all = [route('a', {}, { targets: ['x', 'y'] }), route('b', {}, { targets: ['y', 'z'] })];
    expect(Object.fromEntries(deliveries(all))).toEqual({ x: 'a', y: 'a', z: 'b' });
  });
});
