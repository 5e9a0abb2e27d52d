import { StatesError } from '../language/states-error';
import type { Scope } from './scope';

interface Answer {
  readonly StatusCode?: number;
  readonly FunctionError?: string;
  readonly ExecutedVersion?: string;
  readonly Payload?: Uint8Array;
}

/** Invokes a function as the machine's role; the function's error is the task's, its payload the cause. */
export async function invokeFunction(
  request: { readonly FunctionName: string; readonly InvocationType?: string; readonly Qualifier?: string },
  payload: unknown,
  scope: Scope,
): Promise<{ readonly payload: unknown; readonly answer: Answer }> {
  const answer = await scope.world.invoke<Answer>(
    'lambda',
    'Invoke',
    { InvocationType: 'RequestResponse', ...request, Payload: Buffer.from(JSON.stringify(payload)) },
    { principal: scope.principal, region: scope.region },
  );
  const text = Buffer.from(answer.Payload ?? []).toString('utf8');
  const parsed: unknown = text === '' ? {} : JSON.parse(text);
  if (answer.FunctionError) throw new StatesError(String(Object(parsed).errorType ?? 'Lambda.Unknown'), text);
  return { payload: parsed, answer };
}
