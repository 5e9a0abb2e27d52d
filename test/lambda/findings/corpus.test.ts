import { readFinding } from '../../../lambda/findings/finding';
import { render } from '../../../lambda/findings/render';
import { corpus } from '../../findings/corpus';
import { DESIRED, enriched, FORMS } from './enriched';
import { breaches } from './render/limits';

const table = corpus.map(({ family, type, finding }) => [family, type, finding] as const);
const documented = corpus.filter(({ family }) => family !== 'unforeseen');

describe('recorded findings', () => {
  it('are of at least 60 types that GuardDuty has', () => {
    expect(new Set(documented.map(({ type }) => type)).size).toBeGreaterThanOrEqual(60);
  });

  it.each(table)('%s: %s is enriched and told to every target, within its limits', (_, type, finding) => {
    const told = enriched(finding);
    expect(told).toMatchObject({ id: finding.id, type, account: { id: '333333333333' }, region: 'eu-west-1' });
    expect(told.links.guardDuty).toBe(
      `https://console.aws.amazon.com/guardduty/home?region=eu-west-1#/findings?search=id%3D${finding.id}`,
    );
    for (const form of FORMS)
      for (const locale of ['en', 'ja'] as const) {
        const message = render(told, form, locale);
        expect(breaches(message, form)).toEqual([]);
        const text = JSON.stringify(message).replaceAll('\\\\', '');
        for (const part of [String(finding.id), '333333333333', 'eu-west-1', 'guardduty/home'])
          expect(text).toContain(part);
      }
  });

  it.each(documented.map(({ type, finding }) => [type, finding] as const))(
    '%s says what is affected, and leads into Detective and to a remedy',
    (type, finding) => {
      const told = enriched(finding);
      expect(told.resource).not.toContain('unnamed resource');
      expect(told.firstSeen).toMatch(/^2026-11-20 08:17 UTC \(17:17 Asia\/Tokyo\)$/);
      expect(told.detective).toEqual({
        url: `https://console.aws.amazon.com/detective/home?region=eu-west-1#findings/${finding.id}?scopeStart=1795161600&scopeEnd=1795168800`,
      });
      expect(told.links.remediation).not.toContain('guardduty_remediate');
      expect(type.startsWith('AttackSequence') ? told.indicators.length : 1).toBeGreaterThan(0);
    },
  );

  it('are read whether they come as an event or as they stand', () => {
    for (const { finding } of corpus) {
      const event = { source: 'aws.guardduty', account: '222222222222', region: 'eu-west-1', detail: finding };
      expect(readFinding(event)).toEqual(readFinding(finding));
    }
  });

  it('are told in the words of the language that is configured, with their own text as it is', () => {
    for (const { finding } of documented) {
      const told = enriched(finding, { desired: { ...DESIRED, locale: 'ja' } });
      expect(told.summary).toContain('影響を受けたもの');
      expect(told.title).toBe(finding.title);
    }
  });
});
