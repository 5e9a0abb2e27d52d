import { listAt, numberAt, textAt, textsAt, timeAt, valueAt } from './json-values';
import { type Severity, severityAt, severityOf } from './severity';
import { canonicalFinding } from './shape/canonical';
import { isShallow } from './shape/depth';

/** Stands for a value that a finding does not have. */
export const UNKNOWN = 'unknown';

/**
 * A GuardDuty finding as far as it could be read. Every shape results in one: a finding of a type that AWS adds later must
 * not be lost.
 */
export interface Finding {
  readonly id: string;
  readonly accountId: string;
  readonly region: string;
  readonly partition: string;
  readonly arn: string | undefined;
  readonly type: string;
  readonly severity: Severity;
  readonly title: string;
  readonly description: string | undefined;
  readonly resourceType: string;
  /** how often GuardDuty has seen it */
  readonly count: number;
  /** Detective does not show archived findings */
  readonly archived: boolean;
  /** made by CreateSampleFindings */
  readonly sample: boolean;
  /** milliseconds */
  readonly firstSeen: number | undefined;
  readonly lastSeen: number | undefined;
  readonly updatedAt: number | undefined;
  /** tactics and techniques that an attack sequence names */
  readonly indicators: readonly string[];
  /** other indicators of an attack sequence: `Cryptomining domain: pool.example.net` */
  readonly signs: readonly string[];
  /** the finding with the names that GuardDuty's events have, and of limited depth: for readers */
  readonly body: unknown;
  /** the finding as GuardDuty sent it: for programs */
  readonly raw: unknown;
}

/** The finding in an EventBridge event, or a finding without one. */
export function readFinding(value: unknown): Finding {
  const isEvent = valueAt(value, 'detail') !== undefined;
  const sent = isEvent ? valueAt(value, 'detail') : value;
  const detail = canonicalFinding(sent);
  const arn = textAt(detail, 'arn');
  const [, partition, , region, account, resource] = arn?.split(':', 6) ?? [];
  // the envelope names the account of the bus, not that of the finding
  const envelopeRegion = isEvent ? textAt(value, 'region') : undefined;
  const envelopeId = isEvent ? textAt(value, 'id') : undefined;
  const where = identifier(textAt(detail, 'region'), region, envelopeRegion);
  const type = identifier(textAt(detail, 'type'));
  const created = timeAt(detail, 'createdAt');
  const updated = timeAt(detail, 'updatedAt');
  const first = timeAt(detail, 'service', 'eventFirstSeen') ?? created ?? updated;
  const last = timeAt(detail, 'service', 'eventLastSeen') ?? updated ?? created;
  const seen = [first, last].flatMap((time) => time ?? []).sort((one, other) => one - other);
  return {
    id: identifier(textAt(detail, 'id'), resource?.split('/finding/')[1], envelopeId && `event-${envelopeId}`),
    accountId: identifier(textAt(detail, 'accountId'), account),
    region: where,
    partition: identifier(textAt(detail, 'partition'), partition, partitionOf(where)),
    arn,
    type,
    severity: severityOf(severityAt(detail)),
    title: textAt(detail, 'title')?.slice(0, LONGEST_TITLE) ?? type,
    description: textAt(detail, 'description')?.slice(0, LONGEST_DESCRIPTION),
    resourceType: identifier(textAt(detail, 'resource', 'resourceType')),
    count: countAt(detail),
    archived: valueAt(detail, 'service', 'archived') === true,
    sample: isSample(detail),
    firstSeen: seen[0],
    lastSeen: seen.at(-1),
    updatedAt: updated,
    ...indicatorsOf(detail),
    body: detail,
    raw: isShallow(sent) ? sent : detail,
  };
}

/** The longest of AWS's; finding ids have 32 characters, types up to 50. */
const LONGEST_IDENTIFIER = 128;
const LONGEST_TITLE = 1000;
const LONGEST_DESCRIPTION = 8000;
const MAX_INDICATORS = 40;
const MAX_COUNT = 1_000_000_000;

/** The first value that is there. AWS's identifiers are printable ASCII: anything else could only deceive. */
function identifier(...found: readonly (string | undefined)[]): string {
  const first = found.find((text) => text !== undefined && text !== '');
  return first?.slice(0, LONGEST_IDENTIFIER).replace(/[^\x21-\x7e]/g, '?') ?? UNKNOWN;
}

/** A whole number that JSON keeps exactly; sums of several stay exact too. */
function countAt(detail: unknown): number {
  const count = Math.floor(numberAt(detail, 'service', 'count') ?? 1);
  return Math.min(Math.max(1, count), MAX_COUNT);
}

function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

/** Older findings have `sample: true`, newer ones have it as JSON in the text `value`. */
function isSample(detail: unknown): boolean {
  const info = valueAt(detail, 'service', 'additionalInfo');
  return valueAt(info, 'sample') === true || /"sample"\s*:\s*true/.test(textAt(info, 'value') ?? '');
}

/** The keys of tactics and techniques; AWS gives every other indicator a title. */
const ATTACK = ['ATTACK_TACTIC', 'ATTACK_TECHNIQUE'];

function indicatorsOf(detail: unknown): Pick<Finding, 'indicators' | 'signs'> {
  const sequence = listAt(detail, 'service', 'detection', 'sequence', 'sequenceIndicators');
  const all = sequence.slice(0, 2 * MAX_INDICATORS).map((one) => ({
    isAttack: ATTACK.includes(textAt(one, 'key') ?? ''),
    title: textAt(one, 'title') ?? textAt(one, 'key'),
    values: textsAt(one, 'values').slice(0, MAX_INDICATORS),
  }));
  const short = (texts: readonly string[]) =>
    [...new Set(texts.map((text) => text.slice(0, LONGEST_IDENTIFIER)))].slice(0, MAX_INDICATORS);
  return {
    indicators: short(all.flatMap(({ isAttack, values }) => (isAttack ? values : []))),
    signs: short(
      all.flatMap(({ isAttack, title, values }) =>
        isAttack ? [] : [[title, values.join(', ')].filter((part) => part !== undefined && part !== '').join(': ')],
      ),
    ),
  };
}
