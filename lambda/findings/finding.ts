import { listAt, numberAt, textAt, timeAt, valueAt } from './json-values';
import { type Severity, severityOf } from './severity';

/** What stands where a finding does not say. */
export const UNKNOWN = 'unknown';

/**
 * A GuardDuty finding as far as it could be read. Whatever its shape there is one: a finding of a type that nobody knew
 * when this was written must not be lost.
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
  /** archived findings are not shown by Detective */
  readonly archived: boolean;
  /** made by CreateSampleFindings */
  readonly sample: boolean;
  /** milliseconds */
  readonly firstSeen: number | undefined;
  readonly lastSeen: number | undefined;
  readonly updatedAt: number | undefined;
  /** tactics and techniques that an attack sequence names */
  readonly indicators: readonly string[];
  /** what else an attack sequence has: `Cryptomining domain: pool.example.net` */
  readonly signs: readonly string[];
  /** the finding as it came */
  readonly raw: unknown;
}

/** The finding in an EventBridge event, or a finding as it stands. */
export function readFinding(value: unknown): Finding {
  const isEvent = valueAt(value, 'detail') !== undefined;
  const detail = isEvent ? valueAt(value, 'detail') : value;
  const arn = textAt(detail, 'arn');
  const [, partition, , region, account, resource] = arn?.split(':', 6) ?? [];
  // the envelope names the account of the bus it came over, never that of the finding
  const envelopeRegion = isEvent ? textAt(value, 'region') : undefined;
  const envelopeId = isEvent ? textAt(value, 'id') : undefined;
  const where = identifier(textAt(detail, 'region'), region, envelopeRegion);
  const type = identifier(textAt(detail, 'type'));
  const created = timeAt(detail, 'createdAt');
  const updated = timeAt(detail, 'updatedAt');
  return {
    id: identifier(textAt(detail, 'id'), resource?.split('/finding/')[1], envelopeId && `event-${envelopeId}`),
    accountId: identifier(textAt(detail, 'accountId'), account),
    region: where,
    partition: identifier(textAt(detail, 'partition'), partition, partitionOf(where)),
    arn,
    type,
    severity: severityOf(numberAt(detail, 'severity')),
    title: textAt(detail, 'title')?.slice(0, LONGEST_TITLE) ?? type,
    description: textAt(detail, 'description')?.slice(0, LONGEST_DESCRIPTION),
    resourceType: identifier(textAt(detail, 'resource', 'resourceType')),
    count: Math.max(1, numberAt(detail, 'service', 'count') ?? 1),
    archived: valueAt(detail, 'service', 'archived') === true,
    sample: isSample(detail),
    firstSeen: timeAt(detail, 'service', 'eventFirstSeen') ?? created ?? updated,
    lastSeen: timeAt(detail, 'service', 'eventLastSeen') ?? updated ?? created,
    updatedAt: updated,
    ...indicatorsOf(detail),
    raw: detail,
  };
}

/** The longest of AWS's; finding ids have 32 characters, types up to 50. */
const LONGEST_IDENTIFIER = 128;
const LONGEST_TITLE = 1000;
const LONGEST_DESCRIPTION = 8000;
const MOST_INDICATORS = 40;

/** The first of what an identifier was found in. AWS's are printable ASCII: anything else would only serve to deceive. */
function identifier(...found: readonly (string | undefined)[]): string {
  const first = found.find((text) => text !== undefined && text !== '');
  return first?.slice(0, LONGEST_IDENTIFIER).replace(/[^\x21-\x7e]/g, '?') ?? UNKNOWN;
}

function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

/** Older findings have `sample: true` itself, newer ones JSON in the text `value`. */
function isSample(detail: unknown): boolean {
  const info = valueAt(detail, 'service', 'additionalInfo');
  return valueAt(info, 'sample') === true || /"sample"\s*:\s*true/.test(textAt(info, 'value') ?? '');
}

/** The keys of what is told as tactics and techniques; all else AWS gives a title of its own. */
const ATTACK = ['ATTACK_TACTIC', 'ATTACK_TECHNIQUE'];

function indicatorsOf(detail: unknown): Pick<Finding, 'indicators' | 'signs'> {
  const all = listAt(detail, 'service', 'detection', 'sequence', 'sequenceIndicators').map((one) => ({
    isAttack: ATTACK.includes(textAt(one, 'key') ?? ''),
    title: textAt(one, 'title') ?? textAt(one, 'key'),
    values: listAt(one, 'values').flatMap((_, index) => textAt(one, 'values', String(index)) ?? []),
  }));
  const short = (texts: readonly string[]) =>
    [...new Set(texts.map((text) => text.slice(0, LONGEST_IDENTIFIER)))].slice(0, MOST_INDICATORS);
  return {
    indicators: short(all.flatMap(({ isAttack, values }) => (isAttack ? values : []))),
    signs: short(
      all.flatMap(({ isAttack, title, values }) =>
        isAttack ? [] : [[title, values.join(', ')].filter((part) => part !== undefined && part !== '').join(': ')],
      ),
    ),
  };
}
