import type { EventBus, Message, OpsItemState, PublishedMessage } from '@muster/simulator';
import { FINDINGS_BUS } from '../../lib/names';
import type { RouteRule } from '../../lib/rollout/routes';

/** The part of the administrator's account in the home region that shows deliveries, as the control interface prints it. */
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

/** A message as its recipient sees it. */
export interface ReceivedMessage {
  readonly headline: string;
  readonly lines: readonly string[];
}

/** The message of a rule's target about a finding; undefined if it has none yet, unseen if the simulation cannot show it. */
export function receivedMessage(
  state: HomeState,
  { name }: RouteRule,
  findingIds: readonly string[],
): ReceivedMessage | 'unseen' | undefined {
  const [target] = Object.values(state.events?.eventBuses?.[FINDINGS_BUS]?.rules[name]?.targets ?? {});
  const arn = topicIn(target?.InputTransformer?.InputTemplate) ?? target?.Arn ?? '';
  const isAbout = (text: string) => findingIds.some((id) => text.includes(id));
  const [, , service] = arn.split(':');
  if (service === 'sns') return published(state, arn, isAbout);
  if (service === 'sqs') return queued(state, arn, isAbout);
  return service === 'ssm' ? opened(state, isAbout) : 'unseen';
}

type IsAbout = (text: string) => boolean;

function topicIn(template: string | undefined): string | undefined {
  return /"topicArn":"([^"]+)"/.exec(template ?? '')?.[1];
}

function published({ sns }: HomeState, arn: string, isAbout: IsAbout): ReceivedMessage | undefined {
  const found = sns?.published?.find(({ topicArn, message }) => topicArn === arn && isAbout(message));
  if (!found) return undefined;
  if (found.subject !== undefined) return { headline: `Subject: ${found.subject}`, lines: linesOf(found.message) };
  const { content } = JSON.parse(found.message) as { content: { title: string; description: string } };
  return { headline: content.title, lines: linesOf(content.description).flatMap(asInSlack) };
}

function queued({ sqs }: HomeState, arn: string, isAbout: IsAbout): ReceivedMessage | undefined {
  const queue = Object.values(sqs?.queues ?? {}).find((each) => each.arn === arn);
  const body = queue?.messages.map((message) => message.body).find(isAbout);
  if (body === undefined) return undefined;
  const { severity, type, account, regions, occurrence, summary, links } = JSON.parse(body) as Record<string, unknown>;
  return {
    headline: `JSON of ${Buffer.byteLength(body).toLocaleString('en')} bytes, including`,
    lines: [{ severity, type, occurrence, regions }, { account }, { summary }, { links }].map((part) =>
      JSON.stringify(part),
    ),
  };
}

function opened({ ssm }: HomeState, isAbout: IsAbout): ReceivedMessage | undefined {
  const item = Object.values(ssm?.opsItems ?? {}).find(({ operationalData }) =>
    isAbout(operationalData.findingId?.Value ?? ''),
  );
  if (!item) return undefined;
  const lines = linesOf(item.description).map(asInMarkdown);
  return { headline: `${item.id}, severity ${item.severity}: ${item.title}`, lines };
}

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}

/** A line as Slack shows it, as far as a terminal can: each link on a line, with its address. */
function asInSlack(line: string): string[] {
  const links = [...line.matchAll(/<(https:[^|>]+)\|([^>]*)>/g)];
  if (links.length > 0) return links.map(([, url = '', label]) => `${label}: ${unescaped(url)}`);
  return [
    unescaped(
      line
        .replace(/\u200b/g, '')
        .replace(/^\*([^*]+)\*/, '$1')
        .replace(/`([^`]*)`/g, '$1'),
    ),
  ];
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

function asInMarkdown(line: string): string {
  return line.replace(/^\[([^\]]*)\]\((\S*)\)$/, '$1: $2').replace(/\\(.)/g, '$1');
}
