import { compileEventPattern } from '@muster/simulator';
import fc from 'fast-check';
import { findingEvents } from '../../../lambda/findings/event';
import { parseConfig } from '../../../lib/config';
import { rollout } from '../../../lib/rollout';
import { findingRoutes } from '../../../lib/rollout/routes';
import { corpus } from '../../findings/corpus';
import { enriched, PAYMENTS } from '../../lambda/findings/enriched';
import { written } from '../config/written';

const TARGETS = `
    analysts: { sns: { emails: [soc@example.com] } }
    channel: { chat: { slack: { workspaceId: T0123ABCD, channelId: C0123ABCD } } }
    queue: { sqs: { queueArn: 'arn:aws:sqs:eu-west-1:222222222222:findings' } }
    lake: { eventBus: { eventBusArn: 'arn:aws:events:us-east-1:444444444444:event-bus/lake' } }
    pager: { apiDestination: { pagerDuty: { secretArn: 'arn:aws:secretsmanager:eu-west-1:222222222222:secret:pd-AbCdEf' } } }
    tickets: { apiDestination: { jira: { project: SEC, endpoint: https://x.atlassian.net/rest/api/3/issue, secretArn: 'arn:aws:secretsmanager:eu-west-1:222222222222:secret:j-AbCdEf' } } }
    ops: { opsItem: {} }
`;

function routesOf(routes: readonly object[], rest = '') {
  const findings = `\n  targets:${TARGETS}  routes: ${JSON.stringify(routes)}\n${rest}`;
  const config = parseConfig(written({ findings, regions: '[eu-west-1, us-east-1, ap-northeast-3]' }), 'rollout.yaml');
  return findingRoutes(config, rollout(config).detections);
}

const only = (match: object) => routesOf([{ name: 'it', match, targets: ['queue'] }]).rules[0];

describe('what the enrichment carries', () => {
  const { desired } = routesOf(
    [{ name: 'it', match: { severity: 7, type: 'Recon:*' }, targets: ['pager'] }],
    '  defaultRoute: { targets: [queue] }\n',
  );

  it('says where Detective is, and why it is not elsewhere', () => {
    expect(desired).toMatchObject({
      administrator: '222222222222',
      detective: { 'eu-west-1': true, 'ap-northeast-3': 'Detective is not offered in ap-northeast-3' },
    });
  });

  it('has every shorthand written out', () => {
    expect(desired.routes).toEqual([
      {
        name: 'it',
        match: {
          severity: { atLeast: 7 },
          type: ['Recon:*'],
          occurrence: ['new', 'escalated'],
          sample: ['real', 'canary'],
        },
        targets: ['pager'],
        onMatch: 'continue',
      },
    ]);
    expect(desired.defaultRoute).toMatchObject({ name: 'default', targets: ['queue'] });
  });

  it('has the form of each target, and none of its secrets', () => {
    expect(desired.targets).toEqual({
      analysts: { kind: 'email' },
      channel: { kind: 'chat', client: 'slack' },
      queue: { kind: 'envelope' },
      lake: { kind: 'envelope' },
      pager: { kind: 'pagerDuty' },
      tickets: { kind: 'jira', project: 'SEC', issueType: 'Bug' },
      ops: { kind: 'opsItem', category: 'Security' },
    });
    expect(JSON.stringify(desired)).not.toContain('secret');
  });
});

describe('a rule', () => {
  it('shows its conditions beside the decision that it stands for', () => {
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

  it('hands each target its own form: a message, the notification, or to a bus the whole event', () => {
    const targets = ['analysts', 'queue', 'lake', 'tickets'];
    const paths = routesOf([{ name: 'it', targets }]).rules.map(({ name, inputPath }) => [name, inputPath]);
    expect(paths).toEqual([
      ['muster-it-analysts', '$.detail.messages.analysts'],
      ['muster-it-queue', '$.detail.notification'],
      ['muster-it-lake', undefined],
      ['muster-it-tickets', '$.detail.messages.tickets'],
    ]);
  });

  it('leaves to the enrichment what EventBridge would refuse, and says so', () => {
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

  it('K8: holds no wildcards that EventBridge refuses as too complex, whatever the route says', () => {
    const value = fc.string({ unit: fc.constantFrom('a', 'b', ':', '*'), minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 6 }), (type) => {
        expect(() => compileEventPattern(only({ type })?.pattern)).not.toThrow();
      }),
      { numRuns: 100 },
    );
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

  it('holds wildcards up to the most that EventBridge takes: as many as five gaps beside five texts', () => {
    const five = ['a*b', 'c*d', 'e*f', 'g*h', 'i*j'];
    expect(typeOf(...five)).toEqual(held(...five));
    expect(typeOf(...five.slice(0, 4), 'i*j*k')).toEqual(LEFT);
    expect(typeOf(...five, 'k*l')).toEqual(LEFT);
  });

  it('counts a character as often as it is in all of them', () => {
    expect(typeOf('aaaa*b', 'aaaa*c')).toEqual(held('aaaa*b', 'aaaa*c'));
    expect(typeOf('aaaa*b', 'aaaaa*c')).toEqual(LEFT);
  });

  it('counts neither beginnings nor ends nor a text of any length', () => {
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

  it('holds texts with up to two wildcards in each', () => {
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

describe('the rules of any routes', () => {
  const name = fc.constantFrom('analysts', 'channel', 'queue', 'lake', 'pager', 'tickets', 'ops');
  const match = fc.record(
    {
      severity: fc.oneof(fc.constantFrom(2, 5, 7, 9), fc.constant({ atLeast: 4, below: 8 })),
      type: fc.array(fc.constantFrom('UnauthorizedAccess:*', '*:S3/*', '*', 'Recon:EC2/Portscan', 'a*b*c*'), {
        minLength: 1,
      }),
      ou: fc.constantFrom('Workloads', 'Workloads/Prod', 'Sandbox', '*'),
      account: fc.constantFrom('333333333333', '444444444444'),
      tag: fc.constantFrom({ env: 'prod' }, { env: ['dev', 'p*d'], team: '*' }, { owner: '*' }),
      region: fc.constantFrom('eu-*', 'eu-west-1', 'us-east-1'),
      resourceType: fc.constantFrom('AccessKey', '*Bucket'),
      occurrence: fc.uniqueArray(fc.constantFrom('new', 'repeated'), { minLength: 1 }),
    },
    { requiredKeys: [] },
  );
  const routes = fc
    .array(
      fc.record({
        match,
        targets: fc.uniqueArray(name, { minLength: 1, maxLength: 3 }),
        onMatch: fc.constantFrom('stop', 'continue'),
      }),
      { maxLength: 5 },
    )
    .map((list) => list.map((route, index) => ({ name: `r${index}`, ...route })));

  it('deliver exactly what the enrichment decided, in the words of EventBridge', () => {
    fc.assert(
      fc.property(routes, fc.constantFrom(...corpus), fc.boolean(), (list, { finding }, known) => {
        const { desired, rules } = routesOf(
          list,
          '  defaultRoute: { targets: [queue], occurrence: [new, repeated] }\n',
        );
        const account = known ? PAYMENTS : { id: '333333333333', ous: [], tags: {} };
        const events = findingEvents(enriched(finding, { account }), desired).map((detail) => ({
          account: '222222222222',
          source: 'muster.findings',
          'detail-type': 'Muster Finding',
          detail: JSON.parse(JSON.stringify(detail)),
        }));
        const decided = events.flatMap(({ detail }) => Object.entries(detail.deliver).map(([to, by]) => `${by} ${to}`));
        const matched = rules.flatMap(({ route, target, pattern }) =>
          events.filter((event) => compileEventPattern(pattern)(event)).map(() => `${route} ${target}`),
        );
        expect(matched.sort()).toEqual(decided.sort());
      }),
      { numRuns: 150 },
    );
  });
});
