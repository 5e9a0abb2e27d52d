import { digestOf } from './desired';
import { required } from './environment';
import { RolloutError } from './errors';
import { isCustomResource } from './event';
import type { handlerFor } from './handler';
import { type Log, log as lambdaLog } from './log';
import { metrics } from './metrics';
import { asksToDisable } from './parse';

type Pass = ReturnType<typeof handlerFor>;

/** The facts about a function that its stack deployed with it. */
export interface Deployed {
  /** of the desired state, as `digestOf` makes it */
  readonly digest: string;
  /** ARN of the stack */
  readonly stackId: string;
  readonly service: string;
  readonly region: string;
}

/** The event of a repair: the execution shows that the function was not invoked directly. */
interface Repair {
  readonly Execution: unknown;
  readonly Desired: unknown;
}

/**
 * A pass for the desired state that was deployed, and for no other: whoever may only invoke the function cannot choose what it
 * does. CloudFormation has to name the stack of the function too. AWS is not called before that. A refusal raises the alarm, except that
 * of a repair that began before its stack was updated: the next repair has the new state, and if none ever has, the marks are
 * missing at home. The home region itself leaves no marks, so there such a refusal raises the alarm too.
 * @throws RolloutError `NotDeployed`
 */
export function deployedOnly(
  pass: Pass,
  deployed: () => Deployed = fromEnvironment,
  { log = lambdaLog, now = Date.now }: { readonly log?: Log; readonly now?: () => number } = {},
): Pass {
  return async (event, context) => {
    const asked = isRepair(event) ? event.Desired : event;
    const stack = deployed();
    const problem = problemOf(asked, stack);
    if (problem === undefined) return pass(asked, context);
    const { service, region } = stack;
    const execution = isRepair(event) ? event.Execution : undefined;
    log('refused', { reason: 'NotDeployed', words: problem, service, region, execution });
    const ofRepair = execution !== undefined && isOwnExecution(execution, stack);
    if (ofRepair && service !== HOME) return { IsComplete: false };
    const error = new RolloutError('NotDeployed', `reading the invocation of ${service} in ${region}: ${problem}`, {
      hint: 'find who invoked the function in CloudTrail; if it was CloudFormation, deploy the stack again',
    });
    const { code: reason, story: words, hint = '' } = error;
    const account = stack.stackId.split(':')[4] ?? '';
    const refusal = { account, region, service, reason, words, hint, scope: 'account' } as const;
    log('metrics', metrics({ service, region, exceptions: [refusal], late: [], drift: [] }, now()));
    if (ofRepair) return { IsComplete: false };
    throw error;
  };
}

/** The controller that reads the marks of the others. */
const HOME = 'directory';

/** Whether a repair of the function's own account and region would have this id. */
function isOwnExecution(execution: unknown, { stackId, region }: Deployed): boolean {
  const [, partition, , , account] = stackId.split(':');
  const begin = `arn:${partition}:states:${region}:${account}:execution:muster-`;
  return typeof execution === 'string' && execution.startsWith(begin) && /-repair:[\w-]+$/.test(execution);
}

/** Why an invocation does not match the deployment; undefined if it does. */
function problemOf(event: unknown, { digest, stackId }: Deployed): string | undefined {
  if (!isCustomResource(event)) return digestOf(event) === digest ? undefined : OTHER_STATE;
  // with retain a Delete does nothing, so a stack can be deleted even if its function was changed
  if (event.RequestType === 'Delete' && !asksToDisable(event)) return undefined;
  if (event.StackId !== stackId) return `it comes from stack ${event.StackId ?? '(none)'}, not from ${stackId}`;
  return digestOf(parsed(event.ResourceProperties.Desired)) === digest ? undefined : OTHER_STATE;
}

const OTHER_STATE = 'it asks for another desired state than the one that was deployed';

/** Null for a text that is not JSON: no deployed state equals it. */
function parsed(text = ''): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isRepair(event: unknown): event is Repair {
  return typeof event === 'object' && event !== null && 'Execution' in event && 'Desired' in event;
}

function fromEnvironment(): Deployed {
  return {
    digest: required('DESIRED_DIGEST'),
    stackId: required('STACK_ID'),
    service: required('SERVICE'),
    region: required('AWS_REGION'),
  };
}
