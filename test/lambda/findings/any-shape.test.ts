import fc from 'fast-check';
import type { Form } from '../../../lambda/findings/desired';
import { findingEvents } from '../../../lambda/findings/event';
import { readFinding } from '../../../lambda/findings/finding';
import { decide, eventKey } from '../../../lambda/findings/occurrence';
import { render } from '../../../lambda/findings/render';
import { corpus } from '../../findings/corpus';
import { DESIRED, enriched, FORMS } from './enriched';
import { breaches } from './render/limits';

/** Text as an attacker would choose it. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    '<!channel>',
    '</script><b>x</b>',
    '*b* _i_ ~s~ `c`',
    '[a](https://evil.example)',
    '\n\nAccount: 0',
    '|x>',
    '\u202egnp',
    "' OR '1'='1",
    '__proto__',
    '\ud800',
    '漢字'.repeat(3000),
    'a'.repeat(20_000),
  ),
);

/** A recorded finding with some of its values replaced. */
const mutated = fc
  .record({
    base: fc.constantFrom(...corpus.map(({ finding }) => finding)),
    replacement: fc.oneof(hostile, fc.jsonValue(), fc.constant(undefined)),
    modulus: fc.integer({ min: 2, max: 9 }),
    offset: fc.nat({ max: 8 }),
  })
  .map(({ base, replacement, modulus, offset }) => {
    let place = offset;
    const walk = (value: unknown): unknown => {
      place += 1;
      if (place % modulus === 0) return replacement;
      if (Array.isArray(value)) return value.map(walk);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(Object.entries(value).map(([key, below]) => [key, walk(below)]));
    };
    return walk(base);
  });

const anyShape = fc.oneof(fc.jsonValue(), mutated, fc.record({ detail: mutated, id: hostile, region: hostile }));

const notification = (value: unknown, form: Form) =>
  render(enriched(value, { account: { id: '1', ous: [], tags: {} } }), form, 'en');

describe('a finding of any shape', () => {
  it('is notified with id, account, region and link, within the limits of every target', () => {
    fc.assert(
      fc.property(
        anyShape,
        fc.constantFrom(...FORMS),
        fc.constantFrom('en' as const, 'ja' as const),
        (value, form, locale) => {
          const message = render(enriched(value), form, locale);
          expect(breaches(message, form)).toEqual([]);
          const finding = readFinding(value);
          const text = JSON.stringify(message);
          expect(text).toContain('333333333333');
          expect(text).toContain('/guardduty/home?region=');
          for (const part of [finding.id, finding.region]) expect(part).toMatch(/^[\x21-\x7e]{1,128}$/);
          expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(message)));
        },
      ),
      { numRuns: 400 },
    );
  });

  it('cannot put markup into Slack', () => {
    fc.assert(
      fc.property(mutated, (value) => {
        const message = notification(value, { kind: 'chat', client: 'slack' });
        if (!('content' in message)) throw new Error('not a chat message');
        const texts = [message.content.title, message.content.description];
        for (const text of texts) {
          // our own markup is links to AWS and bold labels; everything else must be code or harmless
          const rest = text.replace(/<https:\/\/[\w.-]+\.(amazon|amazonaws)[\w.-]+\/[^<>|\s]*\|[^<>|]*>/g, '');
          expect(rest).not.toMatch(/[<>]/);
          expect(rest).not.toMatch(/&(?!amp;|lt;|gt;)/);
          for (const one of rest.split('\n')) expect((one.match(/`(?!\u200b)/g) ?? []).length % 2).toBe(0);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('cannot put markup into Teams and OpsItems', () => {
    fc.assert(
      fc.property(
        mutated,
        fc.constantFrom<Form>({ kind: 'chat', client: 'teams' }, { kind: 'opsItem', category: 'x' }),
        (value, form) => {
          const message = notification(value, form);
          const text =
            'content' in message ? message.content.description : 'category' in message ? message.description : '';
          for (const one of text.split('\n')) {
            const rest = one
              .replace(/\[(?:[^\]\\]|\\.)*\]\(https:\/\/[^()\s]*\)/g, '')
              .replace(/^\*\*[^*]+\*\*/, '')
              .replace(/\\./gu, '');
            expect(rest).not.toMatch(/[[\]`*_<>|~]/);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('cannot add lines or live links to an e-mail', () => {
    fc.assert(
      fc.property(mutated, (value) => {
        const message = notification(value, { kind: 'email' });
        if (!('subject' in message)) throw new Error('not an e-mail');
        expect(message.message.split('\n').filter((one) => one.startsWith('Account: '))).toEqual(['Account: 1']);
        const links = message.message.match(/\S*:\/\/\S*/g) ?? [];
        for (const link of links) expect(link).toMatch(/^https:\/\/(console|docs)\.(aws\.amazon\.com|amazonaws)/);
      }),
      { numRuns: 300 },
    );
  });

  it('has a key, and a decision that is final', () => {
    fc.assert(
      fc.property(anyShape, (value) => {
        const finding = readFinding(value);
        expect(eventKey(finding)).toMatch(/^(event|finding|shape)-[0-9a-f]{64}$/);
        const first = decide(undefined, [finding]);
        expect(first.occurrence?.kind).toBe('new');
        expect(decide(JSON.parse(JSON.stringify(first.seen)), [finding]).occurrence).toBeUndefined();
      }),
    );
  });

  it('becomes events that EventBridge accepts, with each delivery in exactly one of them', () => {
    const targets = Object.fromEntries(FORMS.map((form, index) => [`target-${index}`, form]));
    const route = {
      name: 'all',
      match: { occurrence: ['new' as const], sample: ['real' as const, 'canary' as const, 'member' as const] },
      targets: Object.keys(targets),
      onMatch: 'stop' as const,
    };
    const big = fc
      .tuple(anyShape, fc.nat({ max: 300_000 }))
      .map(([value, size]) =>
        typeof value === 'object' && value !== null ? { ...value, padding: 'x'.repeat(size) } : value,
      );
    fc.assert(
      fc.property(big, (value) => {
        const events = findingEvents(enriched(value), { ...DESIRED, targets, routes: [route] });
        for (const event of events) expect(JSON.stringify(event).length).toBeLessThan(256 * 1024 - 1024);
        expect(events.flatMap(({ deliver }) => Object.keys(deliver)).sort()).toEqual(Object.keys(targets).sort());
      }),
      { numRuns: 100 },
    );
  });
});
