import { FINDINGS_BUS } from '../../lib/names';
import type { RouteRule } from '../../lib/routes';
import type { EventBus } from '../../simulator/services/events/state';
import type { PublishedMessage } from '../../simulator/services/sns/state';
import type { Message } from '../../simulator/services/sqs/state';
import type { OpsItemState } from '../../simulator/services/ssm/ops-item-state';

/** The part of the administrator's account at home that shows who received what, as the control interface prints it. */
export interface HomeState {
  readonly events?: {
    readonly eventBuses?: Readonly<
      Record<string, Omit<EventBus, 'rules'> & { readonly rules: Readonly<Record<string, PrintedRule>> }>
    >;
  };
  readonly sns?: { readonly published?: readonly PublishedMessage[] };
  readonly sqs?: {
    readonly queues?: Readonly<Record<string, { readonly arn: string; readonly messages: readonly Message[] }>>;
  };
  readonly ssm?: { readonly opsItems?: Readonly<Record<string, OpsItemState>> };
}

interface PrintedRule {
  readonly targets: Readonly<
    Record<string, { readonly Arn?: string; readonly InputTransformer?: { readonly InputTemplate?: string } }>
  >;
}

/** What the reader of a target has before them. */
export interface Received {
  readonly headline: string;
  readonly lines: readonly string[];
}

/** What a rule's target received about a finding; undefined where it has nothing yet, unseen where nobody here could look. */
export function received(state: HomeState, { name }: RouteRule, findingId: string): Received | 'unseen' | undefined {
  const [target] = Object.values(state.events?.eventBuses?.[FINDINGS_BUS]?.rules[name]?.targets ?? {});
  const arn = topicIn(target?.InputTransformer?.InputTemplate) ?? target?.Arn ?? '';
  const [, , service] = arn.split(':');
  if (service === 'sns') return published(state, arn, findingId);
  if (service === 'sqs') return queued(state, arn, findingId);
  return service === 'ssm' ? opened(state, findingId) : 'unseen';
}

function topicIn(template: string | undefined): string | undefined {
  return /"topicArn":"([^"]+)"/.exec(template ?? '')?.[1];
}

function published({ sns }: HomeState, arn: string, id: string): Received | undefined {
  const found = sns?.published?.find(({ topicArn, message }) => topicArn === arn && message.includes(id));
  if (!found) return undefined;
  if (found.subject !== undefined) return { headline: `Subject: ${found.subject}`, lines: linesOf(found.message) };
  const { content } = JSON.parse(found.message) as { content: { title: string; description: string } };
  return { headline: content.title, lines: linesOf(content.description) };
}

function queued({ sqs }: HomeState, arn: string, id: string): Received | undefined {
  const queue = Object.values(sqs?.queues ?? {}).find((each) => each.arn === arn);
  const body = queue?.messages.map((message) => message.body).find((each) => each.includes(id));
  if (body === undefined) return undefined;
  const { severity, type, account, regions, occurrence, summary } = JSON.parse(body) as Record<string, unknown>;
  return {
    headline: `JSON of ${Buffer.byteLength(body).toLocaleString('en')} bytes`,
    lines: [
      JSON.stringify({ severity, type, occurrence, regions }),
      JSON.stringify({ account }),
      JSON.stringify({ summary }),
    ],
  };
}

function opened({ ssm }: HomeState, id: string): Received | undefined {
  const item = Object.values(ssm?.opsItems ?? {}).find(
    ({ operationalData }) => operationalData.findingId?.Value === id,
  );
  return item && { headline: `${item.id}, severity ${item.severity}: ${item.title}`, lines: linesOf(item.description) };
}

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}
