import { textAt, valueAt } from '../json-values';
import { canonical, canonicalName, jsonIn } from './canonical';
import { importedFinding, productOf } from './imported';

/** The findings in JSON, and the parts that hold none. */
export interface Located {
  /** each is a finding, or an EventBridge event with one as its `detail` */
  readonly findings: readonly unknown[];
  readonly refused: readonly Refused[];
}

/** A part that is no finding. */
export interface Refused {
  /** `Findings[2]`; empty for the whole */
  readonly path: string;
  readonly because:
    | { readonly kind: 'empty' | 'neitherTypeNorId' | 'tooDeep' | 'noObject' }
    | { readonly kind: 'otherProduct'; readonly product: string };
}

/** A letter in a letter in a letter: a message of a queue holds a message of a topic, which holds an event. */
const DEEPEST = 12;

/** Fields that hold findings, or texts with findings, by their canonical names: events, exports, queues, topics and log stores. */
const ENVELOPES = new Set(
  'detail finding findings notification messages records body message sns event events original hits _source source result results items data payload requestPayload log entries alerts _raw rawData'.split(
    ' ',
  ),
);

/** The findings in JSON of any of the shapes that people have: an event, an API's answer, an export, a list, a parked message. */
export function findingsIn(value: unknown): Located {
  const findings: unknown[] = [];
  const refused: Refused[] = [];
  walk(value, '', 0);
  return { findings, refused };

  function walk(part: unknown, path: string, depth: number): void {
    const content = jsonIn(part) ?? part;
    const refuse = (kind: 'empty' | 'neitherTypeNorId' | 'tooDeep' | 'noObject') =>
      refused.push({ path, because: { kind } });
    if (depth > DEEPEST) refuse('tooDeep');
    else if (Array.isArray(content)) {
      if (content.length === 0) refuse('empty');
      for (const [at, each] of content.entries()) walk(each, `${path}[${at}]`, depth + 1);
    } else if (typeof content !== 'object' || content === null) refuse('noObject');
    else inObject(content, path, depth);
  }

  function inObject(content: object, path: string, depth: number): void {
    const whole =
      eventOf(content) ?? imported(content) ?? notified(content) ?? (isFinding(content) ? content : undefined);
    if (whole !== undefined) {
      findings.push(whole);
      return;
    }
    const product = productOf(content);
    if (product !== undefined && product !== 'GuardDuty') {
      refused.push({ path, because: { kind: 'otherProduct', product } });
      return;
    }
    const envelopes = envelopesIn(content);
    for (const [name, each] of envelopes) walk(each, path === '' ? name : `${path}.${name}`, depth + 1);
    if (envelopes.length === 0) refused.push({ path, because: { kind: 'neitherTypeNorId' } });
  }
}

function imported(content: object): unknown {
  return productOf(content) === 'GuardDuty' ? importedFinding(content) : undefined;
}

/** An EventBridge event stays whole: it has the region if the finding lacks it. */
function eventOf(content: object): object | undefined {
  const detail = jsonIn(valueAt(content, 'detail')) ?? valueAt(content, 'detail');
  return textAt(content, 'source') === 'aws.guardduty' && isFinding(detail) ? { ...content, detail } : undefined;
}

/** Has a type or an id, and is not the envelope of something else. */
function isFinding(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const finding = canonical(value);
  // our own notification holds the finding, if it had room for it
  if (isNotification(finding) && valueAt(finding, 'finding') !== undefined) return false;
  const type = textAt(finding, 'type') ?? textAt(finding, 'activityType');
  if (type !== undefined && /^[\w ]+:[\w ]+\/./.test(type)) return true;
  const named = (name: string) => valueAt(finding, name) !== undefined;
  if (NOT_FINDINGS.some(named) || envelopesIn(Object(finding)).length > 0) return false;
  if (['id', 'arn'].some((name) => textAt(finding, name) !== undefined)) return true;
  return type !== undefined && ['severity', 'service', 'resource'].some(named);
}

/** Fields of messages and of findings of Security Hub. */
const NOT_FINDINGS = ['messageId', 'topicArn', 'eventSource', 'productArn', 'findingInfo', 'detail'];

/** The fields of an object that hold something to look into. */
function envelopesIn(content: object): (readonly [string, unknown])[] {
  return Object.entries(content).filter(
    ([name, each]) => ENVELOPES.has(canonicalName(name)) && (Object(each) === each || jsonIn(each) !== undefined),
  );
}

/** The finding as far as our own notification has it, where the finding itself had no room. */
function notified(content: object): object | undefined {
  if (!isNotification(content) || valueAt(content, 'finding') !== undefined) return undefined;
  const { id, type, title, description, severity, region, firstSeen, lastSeen, resourceType } = Object(content);
  return {
    ...{ id, type, title, description, severity, region },
    accountId: textAt(content, 'account', 'id'),
    resource: { resourceType },
    service: { eventFirstSeen: firstSeen, eventLastSeen: lastSeen, count: valueAt(content, 'occurrence', 'count') },
  };
}

function isNotification(value: unknown): boolean {
  return textAt(value, 'kind') === 'finding' && textAt(value, 'schemaVersion') === '1.0';
}
