import type {
  PutEventsCommandInput,
  PutEventsCommandOutput,
  PutEventsRequestEntry,
  PutEventsResultEntry,
} from '@aws-sdk/client-eventbridge';
import type { Call, Operation } from '../../../contract/service';
import { AwsError } from '../../../kernel/aws-error';
import { accept } from '../delivery/accept';
import { validation } from '../errors';
import { envelope } from '../event';
import { findBus } from '../event-bus';

const MAX_BYTES = 262_144;

/** PutEvents: 1 to 10 entries, each with its own outcome; deliveries have begun when the call is answered. */
export const putEvents: Operation<PutEventsCommandInput, Partial<PutEventsCommandOutput>> = async (input, call) => {
  const entries = input.Entries ?? [];
  if (entries.length === 0 || entries.length > 10)
    throw validation(
      `1 validation error detected: Value '[${entries.length} entries]' at 'entries' failed to satisfy constraint: Member must have length less than or equal to 10`,
    );
  if (entries.reduce((sum, { Detail = '' }) => sum + Buffer.byteLength(Detail), 0) > MAX_BYTES)
    throw validation('Total size of the entries in the request is over the limit.');
  const Entries: PutEventsResultEntry[] = [];
  for (const entry of entries) Entries.push(await put(entry, call));
  return { FailedEntryCount: Entries.filter(({ ErrorCode }) => ErrorCode !== undefined).length, Entries };
};

async function put(entry: PutEventsRequestEntry, call: Call): Promise<PutEventsResultEntry> {
  const refusal = refused(entry);
  if (refusal) return refusal;
  const { Source: source = '', DetailType: detailType = '', Detail = '', Resources: resources, Time } = entry;
  try {
    const keys = { 'events:source': source, 'events:detail-type': detailType };
    const bus = findBus(entry.EventBusName, 'events:PutEvents', call, keys);
    const event = envelope(call.world, {
      account: call.accountId,
      region: call.region,
      source,
      detailType,
      detail: JSON.parse(Detail),
      resources,
      time: Time && new Date(Time).toISOString(),
    });
    await accept(call.world, bus, event, { forwarded: bus.accountId !== call.accountId });
    return { EventId: event.id };
  } catch (error) {
    if (error instanceof AwsError) return { ErrorCode: error.code, ErrorMessage: error.message };
    throw error;
  }
}

function refused({
  Source = '',
  DetailType = '',
  Detail = '',
}: PutEventsRequestEntry): PutEventsResultEntry | undefined {
  const missing = Object.entries({ Source, DetailType, Detail }).find(([, value]) => value === '')?.[0];
  if (missing !== undefined)
    return {
      ErrorCode: 'InvalidArgument',
      ErrorMessage: `Parameter ${missing} is not valid. Reason: ${missing} is a required argument.`,
    };
  if (Source.startsWith('aws.'))
    return { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' };
  return isObject(Detail) ? undefined : { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
}

function isObject(json: string): boolean {
  try {
    const parsed: unknown = JSON.parse(json);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
  } catch {
    return false;
  }
}
