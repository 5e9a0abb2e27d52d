import { readFinding } from '../../../lambda/findings/finding';
import { render } from '../../../lambda/findings/render';
import { corpus } from '../../findings/corpus';
import { DESIRED, enriched, FORMS } from './enriched';
import { breaches } from './render/limits';

const table = corpus.map(({ family, type, finding }) => [family, type, finding] as const);
const documented = corpus.filter(({ family }) => family !== 'unforeseen');

describe('recorded findings', () => {
  it('have at least 120 types of GuardDuty', () => {
    expect(new Set(documented.map(({ type }) => type)).size).toBeGreaterThanOrEqual(120);
  });

  it.each(table)('%s: %s is enriched, and rendered within the limits of every target', (_, type, finding) => {
    const notification = enriched(finding);
    expect(notification).toMatchObject({ id: finding.id, type, account: { id: '333333333333' }, region: 'eu-west-1' });
    expect(notification.links.guardDuty).toBe(
      `https://console.aws.amazon.com/guardduty/home?region=eu-west-1#/findings?search=id%3D${finding.id}`,
    );
    for (const form of FORMS)
      for (const locale of ['en', 'ja'] as const) {
        const message = render(notification, form, locale);
        expect(breaches(message, form)).toEqual([]);
        const text = JSON.stringify(message).replaceAll('\\\\', '');
        for (const part of [String(finding.id), '333333333333', 'eu-west-1', 'guardduty/home'])
          expect(text).toContain(part);
      }
  });

  it.each(documented.map(({ type, finding }) => [type, finding] as const))(
    '%s names the affected resource, and links to Detective and to a remedy',
    (type, finding) => {
      const notification = enriched(finding);
      expect(notification.resource).not.toContain('unnamed resource');
      expect(notification.firstSeen).toMatch(/^2026-11-20 08:17 UTC \(17:17 Asia\/Tokyo\)$/);
      expect(notification.detective).toEqual({
        url: `https://console.aws.amazon.com/detective/home?region=eu-west-1#findings/${finding.id}?scopeStart=1795161600&scopeEnd=1795168800`,
      });
      expect(notification.links.remediation).not.toContain('guardduty_remediate');
      expect(type.startsWith('AttackSequence') ? notification.indicators.length : 1).toBeGreaterThan(0);
    },
  );

  it('are read both from an event and on their own', () => {
    for (const { finding } of corpus) {
      const event = { source: 'aws.guardduty', account: '222222222222', region: 'eu-west-1', detail: finding };
      expect(readFinding(event)).toEqual(readFinding(finding));
    }
  });

  it('are notified in the configured language, with their own text unchanged', () => {
    for (const { finding } of documented) {
      const notification = enriched(finding, { desired: { ...DESIRED, locale: 'ja' } });
      expect(notification.summary).toContain('影響を受けています');
      expect(notification.title).toBe(finding.title);
    }
  });
});
