import { reasons, warnings, written } from '../written';

const QUEUE = "queue: { sqs: { queueArn: 'arn:aws:sqs:eu-west-1:222222222222:q' } }";
const DEFAULT = '  defaultRoute: { targets: [queue] }\n';

const findings = (lines: string) => written({ findings: `\n${lines}` });
const withTarget = (target: string) => findings(`  targets: { ${target}, ${QUEUE} }\n${DEFAULT}`);
const withRoutes = (routes: string, rest = DEFAULT) =>
  findings(`  targets: { ${QUEUE} }\n  routes: [${routes}]\n${rest}`);

describe('targets', () => {
  it('are of exactly one kind', () => {
    expect(reasons(withTarget('soc: {}'))).toEqual([
      'findings.targets.soc: got nothing, has no destination: set exactly one of the keys, allowed: sns, chat, sqs, eventBus, apiDestination, opsItem, lambda',
    ]);
    expect(reasons(withTarget('soc: { sns: {}, opsItem: {} }'))).toEqual([
      expect.stringContaining('got sns and opsItem, has two destinations: make each a target of its own'),
    ]);
    expect(reasons(withTarget('soc: { chat: {} }'))).toEqual([expect.stringContaining('allowed: slack, teams')]);
    expect(reasons(withTarget('soc: { apiDestination: {} }'))).toEqual([
      expect.stringContaining('allowed: pagerDuty, jira, webhook'),
    ]);
  });

  it('have names that can be part of a rule', () => {
    expect(reasons(withTarget('Our SOC: { sns: {} }'))).toEqual([
      expect.stringContaining('findings.targets.Our SOC: got { sns: {} }, a name has up to 31 lower-case letters'),
    ]);
  });

  it('get a suggestion for a misspelt kind', () => {
    expect(reasons(withTarget('soc: { sms: {} }'))).toEqual([
      expect.stringMatching(/^findings\.targets\.soc\.sms: unknown key, .*\(did you mean sns\?\)$/),
    ]);
  });

  it('are in the home region and the partition, buses anywhere', () => {
    expect(
      reasons(withTarget("soc: { lambda: { functionArn: 'arn:aws:lambda:us-east-1:222222222222:function:f' } }")),
    ).toEqual([expect.stringContaining('is in us-east-1; EventBridge delivers in the home region eu-west-1 only')]);
    expect(reasons(withTarget("soc: { sns: { topicArn: 'arn:aws-cn:sns:cn-north-1:222222222222:t' } }"))).toEqual([
      expect.stringContaining('is in partition aws-cn, not aws'),
    ]);
    expect(
      reasons(withTarget("soc: { eventBus: { eventBusArn: 'arn:aws:events:us-east-1:444444444444:event-bus/x' } }")),
    ).toEqual([]);
  });

  it('that no route names cause a warning', () => {
    expect(warnings(withTarget('soc: { sns: {} }'))).toEqual([
      expect.stringContaining('findings.targets.soc: got { sns: {} }, no route names it'),
    ]);
  });
});

describe('routes', () => {
  it('name targets that exist', () => {
    expect(reasons(withRoutes('{ name: a, targets: [qeue] }'))).toEqual([
      'findings.routes[0].targets[0]: got "qeue", is not among findings.targets, allowed: queue (did you mean queue?)',
    ]);
    expect(reasons(withRoutes('{ name: a, targets: [] }'))).toEqual([expect.stringContaining('has no target')]);
    expect(reasons(withRoutes('', '  defaultRoute: { targets: [nobody] }\n'))).toEqual([
      expect.stringContaining('findings.defaultRoute.targets[0]'),
    ]);
  });

  it('have names of their own', () => {
    const twice = withRoutes(
      '{ name: a, targets: [queue] }, { name: a, targets: [queue] }, { name: default, targets: [queue] }',
    );
    expect(reasons(twice)).toEqual([
      expect.stringContaining('findings.routes[1].name: got "a", is the name of another route too'),
      expect.stringContaining('findings.routes[2].name: got "default", is the name of the default route'),
    ]);
  });

  it('after one that stops everything cause a warning', () => {
    const stop = '{ name: a, targets: [queue], onMatch: stop }';
    expect(warnings(withRoutes(`${stop}, { name: b, match: { severity: 9 }, targets: [queue] }`))).toEqual([
      expect.stringContaining('is never reached, a stops everything before it'),
    ]);
    expect(warnings(withRoutes(`${stop}, { name: b, match: { occurrence: [repeated] }, targets: [queue] }`))).toEqual(
      [],
    );
    const samples = '{ name: b, match: { sample: [member] }, targets: [queue] }';
    expect(warnings(withRoutes(`${stop}, ${samples}`))).toEqual([]);
  });

  it('without a default route cause a warning, unless one takes every new finding', () => {
    expect(warnings(withRoutes('{ name: a, targets: [queue] }', ''))).toEqual([]);
    expect(warnings(withRoutes('{ name: a, match: { severity: 4 }, targets: [queue] }', ''))).toEqual([
      expect.stringContaining('findings that no route matches are not delivered'),
    ]);
  });

  it('name existing severities', () => {
    const severity = (written: string) =>
      reasons(withRoutes(`{ name: a, match: { severity: ${written} }, targets: [queue] }`));
    expect(severity('70')).toEqual([expect.stringContaining('no severity is at least 70; they go from 1 to 10')]);
    expect(severity('{ atLeast: 8, below: 7 }')).toEqual([expect.stringContaining('at least 8 and below 7')]);
    expect(severity('{ atLeast: 5, below: 5 }')).toEqual([expect.stringContaining('at least 5 and below 5')]);
    expect(severity('{ below: 7 }')).toEqual([]);
    expect(severity('HIGH')).toEqual([expect.stringContaining('got "HIGH", allowed: number, a mapping')]);
  });

  it('have no condition that no finding meets', () => {
    const empty = withRoutes('{ name: a, match: { type: [], occurrence: [] }, targets: [queue] }');
    expect(reasons(empty)).toEqual([
      'findings.routes[0].match.type: got [], is empty, so nothing would match',
      'findings.routes[0].match.occurrence: got [], is empty, so nothing would match',
    ]);
  });

  it('need account ids in quotes, like the whole file', () => {
    expect(reasons(withRoutes('{ name: a, match: { account: 333333333333 }, targets: [queue] }'))).toEqual([
      "findings.routes[0].match.account: got 333333333333, YAML reads a number here, quote it (did you mean '333333333333'?)",
    ]);
  });

  it('that name a region that is not governed cause a warning', () => {
    const region = (name: string) => warnings(withRoutes(`{ name: a, match: { region: ${name} }, targets: [queue] }`));
    expect(region('eu-wset-1')).toEqual([
      expect.stringContaining('is not a governed region (did you mean eu-west-1?)'),
    ]);
    expect(region("'eu-*'")).toEqual([]);
  });
});

describe('the time zone', () => {
  it('is one of the IANA database', () => {
    expect(reasons(findings('  timeZone: Asia/Tokio\n'))).toEqual([
      'findings.timeZone: got "Asia/Tokio", is no time zone of the IANA database (did you mean Asia/Tokyo?)',
    ]);
    expect(reasons(findings('  timeZone: Asia/Tokyo\n'))).toEqual([]);
  });
});

describe('investigations', () => {
  const investigation = (lines: string) => findings(`  targets: { ${QUEUE} }\n${DEFAULT}  investigation: { ${lines} }`);

  it('have valid severities and hours', () => {
    expect(reasons(investigation('severity: 11, windowHours: 0, lookBackHours: 3000'))).toEqual([
      'findings.investigation.severity: got 11, must be a severity of GuardDuty, from 1 to 10',
      'findings.investigation.windowHours: got 0, must be at least 1 hour',
      expect.stringContaining('got 3000, must be at most 2160 hours'),
    ]);
    expect(reasons(investigation('severity: 4, windowHours: 72'))).toEqual([]);
    expect(reasons(investigation('enabled: false'))).toEqual([]);
  });
});
