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

describe('the desired state of the enrichment', () => {
  const { desired } = routesOf(
    [{ name: 'it', match: { severity: 7, type: 'Recon:*' }, targets: ['pager'] }],
    '  defaultRoute: { targets: [queue] }\n',
  );

  it('has the regions of Detective, and why others do not have it', () => {
    expect(desired).toMatchObject({
      administrator: '222222222222',
      detective: { 'eu-west-1': true, 'ap-northeast-3': 'notOffered' },
    });
  });

  it('has every shorthand in its long form', () => {
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
  it('K8: has no wildcards that EventBridge refuses as too complex, whatever the route is', () => {
    const value = fc.string({ unit: fc.constantFrom('a', 'b', ':', '*'), minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 6 }), (type) => {
        expect(() => compileEventPattern(only({ type })?.pattern)).not.toThrow();
      }),
      { numRuns: 100 },
    );
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

  it('deliver exactly what the enrichment has decided, as EventBridge evaluates them', () => {
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
