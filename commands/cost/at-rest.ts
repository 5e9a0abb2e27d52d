import { metrics } from '../../lambda/reconcile/metrics';
import { evidence, type Report } from '../../lambda/reconcile/report';
import { longestInterval } from '../../lib/rollout/schedule';
import type { Prices } from './prices';

/** JSON that CloudFormation joins from lines. */
interface Joined {
  readonly 'Fn::Join': readonly [string, readonly string[]];
}

/** The part of a resource that decides what it costs. */
interface Resource {
  readonly Type: string;
  readonly Properties?: {
    readonly Desired?: Joined;
    readonly Metrics?: readonly { readonly MetricStat?: object }[];
    readonly Target?: { readonly Arn: { readonly Ref: string } };
    readonly ScheduleExpression?: string;
    readonly DefinitionString?: Joined;
    readonly DefinitionSubstitutions?: Readonly<Record<string, { readonly 'Fn::GetAtt': readonly [string, string] }>>;
    readonly MemorySize?: number;
  };
}

/** A template, as CloudFormation receives it. */
export interface Template {
  readonly Resources?: Resources;
}

type Resources = Readonly<Record<string, Resource>>;

/** What a stack is charged for at rest. */
export const CHARGES = [
  'alarms',
  'customMetrics',
  'keys',
  'passes',
  'transitions',
  'logs',
  'schedule',
  'marks',
  'polling',
] as const;
export type Charge = (typeof CHARGES)[number];

/** Amounts a month, in the currency of the prices; undefined where something is charged that has no price. */
export type Cost = Readonly<Record<Charge, number | undefined>>;

const HOURS_IN_A_MONTH = 730;
const GIGABYTE = 1e9;
const MILLION = 1e6;
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
export function atRest({ Resources: all = {} }: Template, prices: Prices['prices']): Cost {
  const resources = Object.values(all);
  const of = (type: string) => resources.filter(({ Type }) => Type === type);
  const passes = of('AWS::Scheduler::Schedule').map((schedule) => passesOf(schedule, all));
  const runs = sum(passes.map((each) => each.runs));
  const invocations = sum(passes.map((each) => each.runs * each.functions.length));
  const gigabyteSeconds = SECONDS_OF_A_PASS * sum(passes.map((each) => each.runs * sum(each.functions)));
  const emitted = metrics(quiet, 0)._aws?.CloudWatchMetrics.flatMap(({ Metrics }) => Metrics).length ?? 0;
  const line = JSON.stringify(evidence(quiet)).length + JSON.stringify(metrics(quiet, 0)).length + LAMBDA_LINES;
  const logged = (invocations * line) / GIGABYTE;
  const polls = of('AWS::Lambda::EventSourceMapping').length * POLLS_IN_A_MONTH;
  return {
    alarms: priced([sum(of('AWS::CloudWatch::Alarm').map(metricsOf)), prices.alarmMetricMonth]),
    customMetrics: priced([emitted * controllersIn(resources), prices.customMetricMonth]),
    keys: priced([of('AWS::KMS::Key').length, prices.keyMonth]),
    passes: priced(
      [gigabyteSeconds, prices.lambdaGigabyteSecond],
      [invocations / MILLION, prices.millionLambdaRequests],
    ),
    transitions: priced([
      sum(passes.map((each) => each.runs * each.transitions)) / 1000,
      prices.thousandStateTransitions,
    ]),
    logs: priced([logged, prices.logGigabyteIngested], [MONTHS_KEPT * logged, prices.logGigabyteMonth]),
    schedule: priced([runs / MILLION, prices.millionSchedulerInvocations]),
    marks: priced([(runs * marksIn(resources)) / 1000, prices.thousandS3Writes]),
    polling: priced([polls / MILLION, prices.millionSqsRequests]),
  };
}

/** The sum of everything that has a price, in whole cents. */
export function total(cost: Cost): number {
  return Number(sum(Object.values(cost).map((each) => each ?? 0)).toFixed(2));
}

/** Quantity times price, summed up; undefined if something that is used has no price. */
function priced(...parts: readonly (readonly [quantity: number, price: number | undefined])[]): number | undefined {
  const used = parts.filter(([quantity]) => quantity > 0);
  if (used.some(([, price]) => price === undefined)) return undefined;
  return sum(used.map(([quantity, price = 0]) => quantity * price));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, each) => all + each, 0);
}

function metricsOf({ Properties }: Resource): number {
  return Properties?.Metrics?.filter(({ MetricStat }) => MetricStat).length ?? 1;
}

function controllersIn(resources: readonly Resource[]): number {
  return desiredIn(resources).length;
}

/** What is written and listed in S3 by one run of all controllers: a mark of each in a region, and twice the list of them at home. */
function marksIn(resources: readonly Resource[]): number {
  const desired = desiredIn(resources).map((text) => JSON.parse(text) as { listing?: unknown; passes?: unknown });
  return sum(desired.map(({ listing, passes }) => (listing ? 1 : 0) + (passes ? 2 : 0)));
}

/** The desired states of the controllers, as JSON. */
function desiredIn(resources: readonly Resource[]): string[] {
  return resources.flatMap(({ Type, Properties: { Desired } = {} }) =>
    Type.startsWith('Custom::') && Desired !== undefined ? [textOf(Desired)] : [],
  );
}

function textOf({ 'Fn::Join': [separator, lines] }: Joined): string {
  return lines.join(separator);
}

/** A state of a state machine, as far as it is read here. */
interface State {
  readonly Next?: string;
  readonly Resource?: string;
}

/** How often a schedule starts its state machine in a month, and the transitions and passes of a run in which nothing fails. */
function passesOf({ Properties: { Target, ScheduleExpression = '' } = {} }: Resource, all: Resources) {
  const {
    DefinitionString = { 'Fn::Join': ['', ['{}']] },
    DefinitionSubstitutions = {},
  }: NonNullable<Resource['Properties']> = all[Target?.Arn.Ref ?? '']?.Properties ?? {};
  const machine = JSON.parse(textOf(DefinitionString)) as { StartAt?: string; States: Readonly<Record<string, State>> };
  /** in gigabytes of memory */
  const functions: number[] = [];
  let transitions = 1;
  for (let name = machine.StartAt; name !== undefined; name = machine.States[name]?.Next) {
    transitions += 1;
    const [, service = ''] = /^\$\{(\w+)\}$/.exec(machine.States[name]?.Resource ?? '') ?? [];
    const [id] = DefinitionSubstitutions[service]?.['Fn::GetAtt'] ?? [];
    if (id !== undefined) functions.push((all[id]?.Properties?.MemorySize ?? 128) / 1024);
  }
  return { runs: (HOURS_IN_A_MONTH * 60) / longestInterval(ScheduleExpression), transitions, functions };
}
