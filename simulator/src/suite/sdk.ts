import * as detective from '@aws-sdk/client-detective';
import * as events from '@aws-sdk/client-eventbridge';
import * as guardduty from '@aws-sdk/client-guardduty';
import * as organizations from '@aws-sdk/client-organizations';
import * as sts from '@aws-sdk/client-sts';
import { type Body, isRead, type Refusal, type Send, type Service } from './call';

interface Sender {
  send(command: unknown): Promise<Record<string, unknown>>;
}
type Made = new (input: object) => unknown;

const MODULES: Readonly<Record<Service, readonly [module: Body, client: string]>> = {
  organizations: [organizations, 'OrganizationsClient'],
  guardduty: [guardduty, 'GuardDutyClient'],
  detective: [detective, 'DetectiveClient'],
  events: [events, 'EventBridgeClient'],
  sts: [sts, 'STSClient'],
};

/** Where and as whom the calls are made; the environment decides what is missing, as with every SDK. */
export interface Caller {
  readonly region: string;
  readonly profile?: string;
  readonly endpoint?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/**
 * The AWS SDK as a client of the suite. Reads are attempted three times; a write only once, because a repeated write whose first
 * answer was lost is refused for another reason than the one in question.
 * @throws what is not an answer of AWS, such as missing credentials or an unreachable endpoint
 */
export function sdk(caller: Caller): Send {
  const clients = new Map<string, Sender>();
  const clientOf = (service: Service, maxAttempts: number) => {
    const key = `${service} ${maxAttempts}`;
    const [module, name] = MODULES[service];
    const client = clients.get(key) ?? (new (module[name] as Made)({ ...caller, maxAttempts }) as Sender);
    clients.set(key, client);
    return client;
  };
  return async (service, operation, input) => {
    const Command = MODULES[service][0][`${operation}Command`];
    if (Command === undefined) throw new Error(`${service} has no operation ${operation}`);
    try {
      const { $metadata: _, ...output } = await clientOf(service, isRead(operation) ? 3 : 1).send(
        new (Command as Made)(input),
      );
      return { output };
    } catch (error) {
      return { error: refusalOf(error) };
    }
  };
}

function refusalOf(error: unknown): Refusal {
  const { name, message, $metadata, Reason, ErrorCode } = error as Error & {
    $metadata?: { httpStatusCode?: number };
    Reason?: string;
    ErrorCode?: string;
  };
  const status = $metadata?.httpStatusCode;
  if (status === undefined) throw error;
  const reason = Reason ?? ErrorCode;
  return { code: name, message, status, ...(reason === undefined ? {} : { reason }) };
}
