import { readFinding } from '../../../../lambda/findings/finding';
import { eventKey } from '../../../../lambda/findings/occurrence';
import { findingsIn } from '../../../../lambda/findings/shape/locate';
import { corpus, recorded } from '../../../findings/corpus';
import { enriched } from '../enriched';

const TOR = recorded('UnauthorizedAccess:IAMUser/TorIPCaller');
const EVENT = {
  source: 'aws.guardduty',
  'detail-type': 'GuardDuty Finding',
  id: 'e-1',
  region: 'eu-west-1',
  detail: TOR,
};
const text = (value: unknown) => JSON.stringify(value);

/** With the names of AWS's API, or of a log store. */
function renamed(value: unknown, name: (written: string) => string): unknown {
  if (Array.isArray(value)) return value.map((each) => renamed(each, name));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [name(key), renamed(each, name)]));
}
const pascal = (name: string) => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
const snake = (name: string) => name.replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const SHAPES: readonly (readonly [string, unknown])[] = [
  ['a finding', TOR],
  ['an event', EVENT],
  ['an event whose finding is text', { ...EVENT, detail: text(TOR) }],
  ['an export of the console', [TOR]],
  ['an answer of the API', { Findings: [renamed(TOR, pascal)] }],
  ['a finding with the names of a log store', renamed(TOR, snake)],
  ['an event with the names of the API', { ...EVENT, detail: renamed(TOR, pascal) }],
  ['messages received from a queue', { Messages: [{ MessageId: 'm', Body: text(EVENT) }] }],
  ['messages as Lambda receives them', { Records: [{ messageId: 'm', body: text(EVENT), eventSource: 'aws:sqs' }] }],
  ['a message of a topic', { Type: 'Notification', MessageId: 'm', TopicArn: 'arn', Message: text(EVENT) }],
  ['a message of a topic in a queue', { Messages: [{ Body: text({ Type: 'Notification', Message: text(EVENT) }) }] }],
  ['our notification', enriched(TOR)],
  ['an event with our notification', { source: 'muster.findings', id: 'e-2', detail: { notification: enriched(TOR) } }],
  ['the hits of a search', { hits: { total: 1, hits: [{ _id: 'x', _source: TOR }] } }],
  ['a line of a log store', { time: 1, event: text(TOR) }],
];

describe('findings', () => {
  it.each(SHAPES)('are found in %s', (_, shape) => {
    const { findings, refused } = findingsIn(shape);
    expect(refused).toEqual([]);
    const { raw: __, ...expected } = readFinding(TOR);
    expect(findings.map(readFinding)).toEqual([expect.objectContaining({ ...expected, body: expect.anything() })]);
    expect(findings.map((each) => eventKey(readFinding(each)))).toEqual([eventKey(readFinding(TOR))]);
  });

  it('say the same with the names of the API', () => {
    for (const { finding } of corpus) {
      const { finding: _, ...ours } = enriched(finding);
      const { finding: __, ...theirs } = enriched(renamed(finding, pascal));
      expect(theirs).toEqual(ours);
    }
  });

  it('are found side by side, and what is none is named', () => {
    const { findings, refused } = findingsIn({ Findings: [TOR, { Severity: 5 }, 'x', [EVENT, []]] });
    expect(findings).toHaveLength(2);
    expect(refused.map(({ path, because }) => `${path} ${because.kind}`)).toEqual([
      'Findings[1] neitherTypeNorId',
      'Findings[2] noObject',
      'Findings[3][1] empty',
    ]);
  });

  it('are found by an id alone, and in a notification that had no room for the finding', () => {
    expect(findingsIn({ id: 'a' }).findings).toHaveLength(1);
    const { finding: _, ...short } = enriched(TOR);
    const [found] = findingsIn(short).findings;
    const { severity, type, id, accountId, firstSeen } = readFinding(TOR);
    expect(readFinding(found)).toMatchObject({ severity, type, id, accountId });
    expect(readFinding(found).firstSeen).toBe(Math.floor((firstSeen ?? 0) / 60_000) * 60_000);
  });

  it('are not looked for in endless letters', () => {
    let letter: unknown = TOR;
    for (let depth = 0; depth < 40; depth += 1) letter = { detail: letter };
    expect(findingsIn(letter)).toMatchObject({ findings: [], refused: [{ because: { kind: 'tooDeep' } }] });
  });
});

describe('a value of an odd kind', () => {
  it.each([
    [{ severity: '8.0' }, 'High'],
    [{ severity: 'HIGH' }, 'High'],
    [{ severity: 'Medium' }, 'Medium'],
    [{ severity: { Label: 'CRITICAL' } }, 'Critical'],
    [{ severity: { Product: 5 } }, 'Medium'],
    [{ severity: 'urgent' }, 'Unknown'],
    [{ severity: null }, 'Unknown'],
  ])('%j is severity %s', (shape, word) => {
    expect(readFinding({ ...TOR, ...shape }).severity.word).toBe(word);
  });

  it.each([
    ['2026-11-20T10:17:42+02:00', 1795162662000],
    [1795162662, 1795162662000],
    ['1795162662000', 1795162662000],
    [1795162662.5, 1795162662500],
    [2026, undefined],
    ['yesterday', undefined],
    ['2026-99-99', undefined],
  ])('%j is the time %p', (written, time) => {
    expect(readFinding({ type: 'x', service: { eventFirstSeen: written } }).firstSeen).toBe(time);
  });

  it.each([
    [-3, 1],
    ['7', 7],
    [2.7, 2],
    [1e300, 1_000_000_000],
    [null, 1],
    [[], 1],
  ])('the count %j is %p', (count, expected) => {
    expect(readFinding({ ...TOR, service: { count } }).count).toBe(expected);
  });

  it('a finding that ended before it began is read in the order of time', () => {
    const service = { eventFirstSeen: '2026-11-20T10:00:00Z', eventLastSeen: '2026-11-20T08:00:00Z' };
    const { firstSeen = 0, lastSeen = 0 } = readFinding({ ...TOR, service });
    expect(firstSeen).toBeLessThan(lastSeen);
  });

  it('a list is read where an object is expected, and an object where a list is', () => {
    const { resource, service } = TOR as { resource: object; service: object };
    const odd = { ...TOR, resource: [resource], service: [service] };
    expect(enriched(odd).summary).toBe(enriched(TOR).summary);
    const bucket = { resourceType: 'S3Bucket', s3BucketDetails: { name: 'payroll' } };
    expect(enriched({ ...TOR, resource: bucket }).resource).toBe('S3 bucket payroll');
    expect(enriched({ ...TOR, resource: JSON.stringify(resource) }).resource).toBe(enriched(TOR).resource);
  });
});
