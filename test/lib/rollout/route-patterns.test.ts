import { findings } from '../../../lib/config/schema-findings';
import { findingRoutes } from '../../../lib/rollout/routes';
import { detective } from '../../lambda/desired-states';

const ADMINISTRATOR = '222222222222';
const TARGETS = {
  analysts: { sns: { emails: ['soc@example.com'] } },
  queue: { sqs: { queueArn: 'arn:aws:sqs:eu-west-1:222222222222:findings' } },
  lake: { eventBus: { eventBusArn: 'arn:aws:events:us-east-1:444444444444:event-bus/lake' } },
  tickets: {
    apiDestination: {
      jira: {
        project: 'SEC',
        endpoint: 'https://x.atlassian.net/rest/api/3/issue',
        secretArn: 'arn:aws:secretsmanager:eu-west-1:222222222222:secret:j-AbCdEf',
      },
    },
  },
};
const WITH_DETECTIVE = { region: 'eu-west-1', detective: detective(), detectiveAbsence: undefined };
const WITHOUT_DETECTIVE = { region: 'us-east-1', detective: undefined, detectiveAbsence: 'leftOut' as const };

const routed = (section: object, detections: Parameters<typeof findingRoutes>[1] = []) =>
  findingRoutes(
    {
      findings: findings.parse(section),
      organization: { managementAccount: '111111111111', delegatedAdministrator: ADMINISTRATOR },
    },
    detections,
  );
const routesOf = (routes: readonly object[]) => routed({ targets: TARGETS, routes });
const only = (match: object) => routesOf([{ name: 'it', match, targets: ['queue'] }]).rules[0];

describe('a rule', () => {
  it('shows its conditions next to the decision that it implements', () => {
    const match = {
      severity: { atLeast: 7, below: 9 },
      type: ['Recon:EC2/Portscan', 'Backdoor:*', '*:S3/*', '*Caller'],
      tag: { env: 'prod' },
      ou: 'Workloads',
      region: 'eu-*',
    };
    expect(only(match)?.pattern).toEqual({
      account: ['222222222222'],
      source: ['muster.findings'],
      'detail-type': ['Muster Finding', 'Muster Investigation'],
      detail: {
        deliver: { queue: ['it'] },
        severity: [{ numeric: ['>=', 7, '<', 9] }],
        type: ['Recon:EC2/Portscan', { prefix: 'Backdoor:' }, { wildcard: '*:S3/*' }, { suffix: 'Caller' }],
        tags: { env: ['prod'] },
        ous: ['Workloads'],
        regions: [{ prefix: 'eu-' }],
        occurrence: ['new', 'escalated'],
        sample: ['real', 'canary'],
      },
    });
  });

  it('passes each target its own form: a message, the notification, or for a bus the whole event', () => {
    const targets = ['analysts', 'queue', 'lake', 'tickets'];
    const paths = routesOf([{ name: 'it', targets }]).rules.map(({ name, inputPath }) => [name, inputPath]);
    expect(paths).toEqual([
      ['muster-it-analysts', '$.detail.messages.analysts'],
      ['muster-it-queue', '$.detail.notification'],
      ['muster-it-lake', undefined],
      ['muster-it-tickets', '$.detail.messages.tickets'],
    ]);
  });

  it('leaves out conditions that EventBridge would refuse, which the enrichment checks, and says so', () => {
    const many = Array.from({ length: 200 }, (_, index) => String(100_000_000_000 + index));
    const long = only({ account: many, severity: 7 });
    expect(JSON.stringify(long?.pattern).length).toBeLessThanOrEqual(2048);
    expect(long?.pattern).toMatchObject({ detail: { severity: [{ numeric: ['>=', 7] }] } });
    expect(long?.description).toBe('Route it delivers to queue. Conditions too long for a pattern: account.');
    expect(only({ type: 'a*b*c*d' })?.description).toContain('type');
    const four = ['EC2', 'S3', 'IAM', 'RDS'].map((name) => `*${name}*`);
    expect(only({ type: four })?.description).toContain('type');
    expect(only({ type: four.slice(1) })?.description).not.toContain('type');
  });
});

describe('a list of texts in a rule', () => {
  const typeOf = (...type: string[]) => {
    const rule = only({ type });
    const detail = rule?.pattern.detail as { readonly type?: readonly unknown[] } | undefined;
    return { pattern: detail?.type, left: rule?.description.includes('Conditions too long for a pattern: type.') };
  };
  const LEFT = { pattern: undefined, left: true };
  const held = (...type: string[]) => ({ pattern: type.map((wildcard) => ({ wildcard })), left: false });

  it('has wildcards up to the limit of EventBridge, for example five gaps and five texts', () => {
    const five = ['a*b', 'c*d', 'e*f', 'g*h', 'i*j'];
    expect(typeOf(...five)).toEqual(held(...five));
    expect(typeOf(...five.slice(0, 4), 'i*j*k')).toEqual(LEFT);
    expect(typeOf(...five, 'k*l')).toEqual(LEFT);
  });

  it('counts a character as often as it occurs in all of them', () => {
    expect(typeOf('aaaa*b', 'aaaa*c')).toEqual(held('aaaa*b', 'aaaa*c'));
    expect(typeOf('aaaa*b', 'aaaaa*c')).toEqual(LEFT);
  });

  it('does not count beginnings, ends, and texts without wildcards', () => {
    const beginnings = Array.from({ length: 12 }, (_, index) => `Recon${index}:*`);
    expect(typeOf(...beginnings, '*Caller', '*', 'a*b')).toEqual({
      pattern: [
        ...beginnings.map((text) => ({ prefix: text.slice(0, -1) })),
        { suffix: 'Caller' },
        { exists: true },
        { wildcard: 'a*b' },
      ],
      left: false,
    });
  });

  it('has texts with up to two wildcards in each', () => {
    expect(typeOf('a*b*c')).toEqual(held('a*b*c'));
    expect(typeOf('a*b*c*')).toEqual(LEFT);
    expect(typeOf('x', 'a*b*c*')).toEqual(LEFT);
  });

  it('counts the wildcards of all tags together', () => {
    const tag = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, at) => [`key${at}`, `${'acegik'[at]}*${'bdfhjl'[at]}`]));
    expect(only({ tag: tag(5) })?.pattern).toMatchObject({ detail: { tags: { key4: [{ wildcard: 'i*j' }] } } });
    expect(only({ tag: tag(6) })?.description).toContain('Conditions too long for a pattern: tags.');
  });
});

describe('a severity in a rule', () => {
  it.each([
    [7, ['>=', 7]],
    [{ atLeast: 4, below: 8 }, ['>=', 4, '<', 8]],
    [{ below: 8 }, ['<', 8]],
    [{}, ['>=', 0]],
  ])('%j is %j', (severity, numeric) => {
    expect(only({ severity })?.pattern).toMatchObject({ detail: { severity: [{ numeric }] } });
  });
});

describe('the routes of a configuration', () => {
  it('without targets deliver severe findings, from 7 on, to a topic to subscribe to', () => {
    const { desired, rules, targets } = routed({});
    expect(desired.routes).toEqual([
      {
        name: 'severe',
        match: { severity: { atLeast: 7 }, occurrence: ['new', 'escalated'], sample: ['real', 'canary'] },
        targets: ['severe-findings'],
        onMatch: 'continue',
      },
    ]);
    expect(targets['severe-findings']).toMatchObject({ kind: 'sns' });
    expect(rules.map(({ name }) => name)).toEqual(['muster-severe-severe-findings']);
  });

  it('with targets are only the configured ones: without any, nothing is delivered', () => {
    expect(routed({ targets: TARGETS })).toMatchObject({ desired: { routes: [] }, rules: [] });
    expect(Object.keys(routed({ targets: TARGETS }).targets)).toEqual(Object.keys(TARGETS));
  });

  it('end with the default route, which has rules like any other', () => {
    const { desired, rules } = routed({
      targets: TARGETS,
      routes: [{ name: 'it', targets: ['queue'] }],
      defaultRoute: { targets: ['lake'], occurrence: ['new'] },
    });
    expect(desired.defaultRoute).toEqual({
      name: 'default',
      match: { occurrence: ['new'], sample: ['real', 'canary'] },
      targets: ['lake'],
      onMatch: 'stop',
    });
    expect(rules.map(({ route, target }) => [route, target])).toEqual([
      ['it', 'queue'],
      ['default', 'lake'],
    ]);
    expect('defaultRoute' in routed({ targets: TARGETS }).desired).toBe(false);
  });

  it('have investigations only if they are enabled and some region has Detective', () => {
    const asked = (enabled: boolean, ...where: Parameters<typeof routed>[1] & object) =>
      routed({ investigation: { enabled } }, where).desired.investigation;
    expect(asked(true, WITHOUT_DETECTIVE, WITH_DETECTIVE)).toEqual({ severity: 7, windowHours: 24, lookBackHours: 24 });
    expect(asked(true, WITHOUT_DETECTIVE)).toBeUndefined();
    expect(asked(false, WITH_DETECTIVE)).toBeUndefined();
    const { detective } = routed({}, [WITHOUT_DETECTIVE, WITH_DETECTIVE]).desired;
    expect(detective).toEqual({ 'us-east-1': 'leftOut', 'eu-west-1': true });
  });
});

describe('the rules of a route', () => {
  it('are one for each target, even if the route names a target twice', () => {
    const { rules } = routesOf([{ name: 'it', targets: ['queue', 'lake', 'queue'] }]);
    expect(rules.map(({ target }) => target)).toEqual(['queue', 'lake']);
  });

  it('have distinct names of at most 64 characters, even if their beginnings are equal', () => {
    const name = (length: number) => 'r'.repeat(length);
    const nameOf = (route: string, target = 'queue') => {
      const targets = { ...TARGETS, [`${'t'.repeat(30)}`]: TARGETS.queue, [`${'t'.repeat(29)}u`]: TARGETS.queue };
      return routed({ targets, routes: [{ name: route, targets: [target] }] }).rules[0]?.name ?? '';
    };
    expect(nameOf(name(26), 't'.repeat(30))).toBe(`muster-${name(26)}-${'t'.repeat(30)}`);
    const long = ['t'.repeat(30), `${'t'.repeat(29)}u`].map((target) => nameOf(name(31), target));
    for (const each of long) expect(each).toMatch(/^muster-r{31}-t{16}-[0-9a-f]{8}$/);
    expect(new Set(long).size).toBe(2);
  });

  it('have patterns of at most 2,048 characters with as many conditions as fit: the longest one is left out', () => {
    const accounts = (count: number) => Array.from({ length: count }, (_, at) => String(100_000_000_000 + at));
    const lengthOf = (count: number) => JSON.stringify(only({ account: accounts(count) })?.pattern).length;
    const most = accounts(200).findIndex((_, at) => !('account' in (detailOf({ account: accounts(at + 1) }) ?? {})));
    expect(lengthOf(most)).toBeLessThanOrEqual(2048);
    expect(lengthOf(most) + ',"100000000000"'.length).toBeGreaterThan(2048);
    const both = only({ account: accounts(most), resourceType: accounts(most + 20) });
    expect(both?.description).toContain('pattern: resourceType.');
    expect(both?.description).not.toContain('account');
  });

  it('escape a backslash, and reduce consecutive stars to one, in wildcards', () => {
    expect(detailOf({ type: ['a\\b*c'] })?.type).toEqual([{ wildcard: 'a\\\\b*c' }]);
    expect(detailOf({ type: ['a**b'] })?.type).toEqual([{ wildcard: 'a*b' }]);
    expect(detailOf({ type: ['**'] })?.type).toEqual([{ wildcard: '*' }]);
  });

  it('express a single star as the existence of the field', () => {
    expect(detailOf({ resourceType: ['*'], tag: { owner: ['*'] } })).toMatchObject({
      resourceType: [{ exists: true }],
      tags: { owner: [{ exists: true }] },
    });
  });

  it('have no condition that the route does not have', () => {
    expect(Object.keys(detailOf({}) ?? {})).toEqual(['deliver', 'occurrence', 'sample']);
    expect(only({})?.description).toBe('Route it delivers to queue.');
  });

  function detailOf(match: object) {
    return only(match)?.pattern.detail as Readonly<Record<string, unknown>> | undefined;
  }
});
