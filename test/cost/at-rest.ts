import type { Template } from 'aws-cdk-lib/assertions';
import { metrics } from '../../lambda/reconcile/metrics';
import { evidence, type Report } from '../../lambda/reconcile/report';
import { longestInterval } from '../../lib/rollout/schedule';
import { parseJoined } from '../lib/joined';
import prices from './prices.json';

interface Resource {
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: templates are JSON
  readonly Properties: any;
}

/** US dollars a month, by the service that is charged. */
export type Cost = Readonly<Record<string, number>>;

const HOURS_IN_A_MONTH = 730;
const GIGABYTE = 1e9;
/** How long a pass over some hundred accounts takes that finds everything as desired. */
const SECONDS_OF_A_PASS = 10;
/** START, END and REPORT, which Lambda writes around each invocation. */
const LAMBDA_LINES = 500;
/** Lambda polls a queue over five connections, each for twenty seconds at a time. */
const POLLS_IN_A_MONTH = (5 * 3600 * HOURS_IN_A_MONTH) / 20;
/** Every log group keeps its lines for a year. */
const MONTHS_KEPT = 12;

/** The report of a pass that has nothing to do. */
const quiet: Report = {
  service: 'guardduty',
  region: 'us-east-1',
  covered: Array.from({ length: 500 }, (_, at) => String(at)),
  expected: 500,
  exceptions: [],
  pending: [],
  notes: ['one of the notes that the configuration or the region gives rise to, in one sentence'],
  applied: [],
  remaining: [],
  withheld: [],
  unknown: [],
  drift: [],
  late: [],
};

/** The monthly cost of a template's stack while nothing happens: no finding, no change, no deployment. */
export function atRest(template: Template): Cost {
  const resources = Object.values((template.toJSON().Resources ?? {}) as Record<string, Resource>);
  const of = (type: string) => resources.filter(({ Type }) => Type === type);
  const passes = of('AWS::Scheduler::Schedule').map((schedule) => passesOf(schedule, template));
  const invocations = passes.reduce((sum, { runs, functions }) => sum + runs * functions.length, 0);
  const gigabyteSeconds = passes.reduce(
    (sum, { runs, functions }) => sum + runs * functions.reduce((all, gigabytes) => all + gigabytes, 0),
    0,
  );
  const runs = passes.reduce((sum, each) => sum + each.runs, 0);
  const emitted = metrics(quiet, 0)._aws?.CloudWatchMetrics.flatMap(({ Metrics }) => Metrics).length ?? 0;
  const line = JSON.stringify(evidence(quiet)).length + JSON.stringify(metrics(quiet, 0)).length + LAMBDA_LINES;
  const logged = (invocations * line) / GIGABYTE;
  return {
    alarms: of('AWS::CloudWatch::Alarm').reduce((sum, alarm) => sum + metricsOf(alarm), 0) * prices.alarmMetricMonth,
    customMetrics: emitted * controllersIn(resources) * prices.customMetricMonth,
    keys: of('AWS::KMS::Key').length * prices.keyMonth,
    passes:
      gigabyteSeconds * SECONDS_OF_A_PASS * prices.lambdaGigabyteSecond +
      millions(invocations) * prices.millionLambdaRequests,
    transitions:
      (passes.reduce((sum, { runs, transitions }) => sum + runs * transitions, 0) / 1000) *
      prices.thousandStateTransitions,
    logs: logged * (prices.logGigabyteIngested + MONTHS_KEPT * prices.logGigabyteMonth),
    schedule: millions(runs) * prices.millionSchedulerInvocations,
    marks: ((runs * marksIn(resources)) / 1000) * prices.thousandS3Writes,
    polling: millions(of('AWS::Lambda::EventSourceMapping').length * POLLS_IN_A_MONTH) * prices.millionSqsRequests,
  };
}

/** The sum, in whole cents. */
export function total(cost: Cost): number {
  return Number(
    Object.values(cost)
      .reduce((sum, each) => sum + each, 0)
      .toFixed(2),
  );
}

function millions(count: number): number {
  return count / 1e6;
}

function metricsOf({ Properties }: Resource): number {
  return Properties.Metrics?.filter((each: { MetricStat?: object }) => each.MetricStat).length ?? 1;
}

function controllersIn(resources: readonly Resource[]): number {
  return resources.filter(({ Type, Properties }) => Type.startsWith('Custom::') && Properties.Desired).length;
}

/** What is written and listed in S3 by one run of all controllers: a mark of each in a region, and twice the list of them at home. */
function marksIn(resources: readonly Resource[]): number {
  const desired = resources.flatMap(({ Type, Properties }) =>
    Type.startsWith('Custom::') && Properties.Desired ? [parseJoined(Properties.Desired)] : [],
  );
  return desired.reduce((sum, { listing, passes }) => sum + (listing ? 1 : 0) + (passes ? 2 : 0), 0);
}

/** How often a schedule starts its state machine in a month, and the transitions and passes of a run in which nothing fails. */
function passesOf({ Properties }: Resource, template: Template) {
  const { Ref } = Properties.Target.Arn;
  const all = template.toJSON().Resources as Record<string, Resource>;
  const { StartAt, States } = parseJoined(all[Ref]?.Properties.DefinitionString);
  const substitutions = all[Ref]?.Properties.DefinitionSubstitutions;
  const functions: number[] = [];
  let transitions = 1;
  for (let name = StartAt; name !== undefined; name = States[name].Next) {
    transitions += 1;
    const [, service] = /^\$\{(\w+)\}$/.exec(States[name].Resource ?? '') ?? [];
    if (service === undefined) continue;
    const [id] = substitutions[service]['Fn::GetAtt'];
    functions.push((all[id]?.Properties.MemorySize ?? 128) / 1024);
  }
  return { runs: (HOURS_IN_A_MONTH * 60) / longestInterval(Properties.ScheduleExpression), transitions, functions };
}
