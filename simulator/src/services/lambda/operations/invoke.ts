import type { InvokeCommandInput, InvokeCommandOutput } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../contract/service';
import { invokeLater } from '../asynchronous';
import { invalidRequestContent, runtimeNotSimulated, tooManyRequests } from '../errors';
import { environmentsOf } from '../execution/environments';
import { run } from '../execution/run';
import { findFunction } from '../find-function';

/** The most bytes of a run's log in the answer. */
const LOG_TAIL = 4096;

type InvokeInput = Omit<InvokeCommandInput, 'Payload'> & { Payload?: Uint8Array };
type InvokeOutput = Omit<InvokeCommandOutput, 'Payload'> & { Payload?: Uint8Array };

/** Invoke: RequestResponse waits for the handler, Event queues, DryRun only checks. */
export const invoke: Operation<InvokeInput, Partial<InvokeOutput>> = async (input, call) => {
  const { found, version } = findFunction(input, 'lambda:InvokeFunction', call);
  const event = eventOf(input.Payload);
  if (input.InvocationType === 'DryRun') return { StatusCode: 204 };
  const { Runtime = 'unknown' } = found.configuration;
  if (!Runtime.startsWith('nodejs')) throw runtimeNotSimulated(Runtime);
  const { requestId } = call;
  if (input.InvocationType === 'Event') {
    invokeLater(call.world, { found, version, event, requestId });
    return { StatusCode: 202 };
  }
  const { reservedConcurrency } = found;
  if (reservedConcurrency !== undefined && environmentsOf(call.world).busy(`${found.arn}:`) >= reservedConcurrency)
    throw tooManyRequests();
  const result = await run(call.world, { found, version, event, requestId, clientContext: input.ClientContext });
  return {
    StatusCode: 200,
    ExecutedVersion: version,
    Payload: Buffer.from(result.payload),
    ...(result.failed ? { FunctionError: 'Unhandled' } : {}),
    ...(input.LogType === 'Tail'
      ? { LogResult: Buffer.from(result.logLines.join('\n')).subarray(-LOG_TAIL).toString('base64') }
      : {}),
  };
};

function eventOf(payload: Uint8Array | undefined): string {
  const text = Buffer.from(payload ?? []).toString('utf8');
  if (text === '') return '{}';
  try {
    JSON.parse(text);
    return text;
  } catch (error) {
    throw invalidRequestContent(error instanceof Error ? error.message : String(error));
  }
}
