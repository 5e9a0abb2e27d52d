import type { World } from '../../../contract/world';
import { record } from '../../logs/record';
import { recordEmbeddedMetrics } from '../../monitoring/embedded-metrics';
import { recordMetric } from '../../monitoring/record-metric';
import type { LambdaFunction } from '../state';
import type { Environment, Invocation, Outcome } from './environment';
import { environmentsOf } from './environments';
import { mayLog } from './log-permission';
import { logGroupOf, settingsOf } from './settings';

/** The function to run, and its event. */
export interface Run {
  readonly found: LambdaFunction;
  readonly version: string;
  /** JSON */
  readonly event: string;
  readonly requestId: string;
  readonly clientContext?: string | undefined;
}

/** The result of a run in the form of Invoke's answer. */
export interface RunResult {
  /** JSON: the handler's answer or the error */
  readonly payload: string;
  readonly failed: boolean;
  readonly logLines: readonly string[];
}

/** Runs a function once in an execution environment and writes its log. */
export function run(world: World, { found, version, event, requestId, clientContext }: Run): Promise<RunResult> {
  const { configuration } = found.versions.get(version) ?? found;
  const key = `${found.arn}:${version}:${configuration.RevisionId}`;
  const invocation: Invocation = {
    requestId,
    event,
    clientContext,
    timeoutSeconds: configuration.Timeout ?? 3,
    invokedFunctionArn: version === '$LATEST' ? found.arn : `${found.arn}:${version}`,
  };
  return environmentsOf(world).with(
    key,
    () => settingsOf(world, found, version),
    async (environment, cold) => {
      const started = performance.now();
      const outcome = await environment.invoke(invocation);
      const duration = performance.now() - started;
      const report = reportLine(requestId, duration, configuration.MemorySize ?? 128, outcome, cold && environment);
      const logLines = [
        `START RequestId: ${requestId} Version: ${version}`,
        ...environment.takeLines(),
        ...failureLines(requestId, outcome, world),
        `END RequestId: ${requestId}`,
        report,
      ];
      const { logStream } = environment;
      if (mayLog(world, found, logStream)) record(world, found, logGroupOf(found), logStream, logLines);
      recordMetrics(world, found, outcome, duration, logLines);
      return { ...answerOf(outcome), logLines };
    },
  );
}

/** Records the metrics of a run, and those in its log lines. */
function recordMetrics(
  world: World,
  found: LambdaFunction,
  { failure }: Outcome,
  duration: number,
  lines: readonly string[],
): void {
  const values = { Invocations: 1, Errors: failure ? 1 : 0, Duration: duration };
  for (const [name, value] of Object.entries(values))
    recordMetric(world, found, { namespace: 'AWS/Lambda', name, dimensions: { FunctionName: found.name }, value });
  for (const line of lines) recordEmbeddedMetrics(world, found, line);
}

function answerOf({ payload, failure }: Outcome): Pick<RunResult, 'payload' | 'failed'> {
  if (failure) return { payload: JSON.stringify(failure), failed: true };
  return { payload: payload ?? 'null', failed: false };
}

/** The log lines that Lambda itself writes about a broken environment. */
function failureLines(requestId: string, { failure }: Outcome, world: World): string[] {
  if (failure?.errorType === 'Sandbox.Timedout')
    return [`${world.clock.iso()} ${requestId} ${failure.errorMessage.replace(/^.*Error: /, '')}`];
  if (failure?.errorType === 'Runtime.ExitError') return [`${failure.errorMessage}\n${failure.errorType}`];
  return [];
}

function reportLine(
  requestId: string,
  duration: number,
  memorySize: number,
  { memoryUsed }: Outcome,
  cold: false | Environment,
): string {
  const parts = [
    `REPORT RequestId: ${requestId}`,
    `Duration: ${duration.toFixed(2)} ms`,
    `Billed Duration: ${Math.ceil(duration)} ms`,
    `Memory Size: ${memorySize} MB`,
    `Max Memory Used: ${memoryUsed} MB`,
    ...(cold ? [`Init Duration: ${cold.initDuration.toFixed(2)} ms`] : []),
  ];
  return `${parts.join('\t')}\t`;
}
