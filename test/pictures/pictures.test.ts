import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Form } from '../../lambda/findings/desired';
import { render } from '../../lambda/findings/render';
import { corpus } from '../findings/corpus';
import { enriched } from '../lambda/findings/enriched';
import { mailPage } from './mail';
import { PICTURES } from './pictures';
import { slackPage } from './slack';
import { teamsPage } from './teams';

const FOLDER = join(__dirname, '..', '..', 'docs', 'pictures');
const FORMS: readonly Form[] = [
  { kind: 'chat', client: 'slack' },
  { kind: 'chat', client: 'teams' },
  { kind: 'email' },
];

/** The text of a page that a recipient sees, and the URLs of its links. */
function read(page: string): { text: string; links: string[] } {
  const body = /<body>([\s\S]*)<script>/.exec(page)?.[1] ?? '';
  const decoded = (text: string) => text.replace(/&#(\d+);/g, (_all, code) => String.fromCodePoint(Number(code)));
  return {
    text: decoded(body.replace(/<[^>]*>/g, '')),
    links: [...body.matchAll(/href="([^"]*)"/g)].map(([, url = '']) => decoded(url)),
  };
}

function pageOf(finding: unknown, form: Form, locale: 'en' | 'ja'): string {
  const message = render(enriched(finding), form, locale);
  if ('subject' in message) return mailPage(message);
  if (!('content' in message)) throw new Error('no one reads it on a page');
  return form.kind === 'chat' && form.client === 'teams' ? teamsPage(message) : slackPage(message);
}

describe('the page that a recipient sees', () => {
  it.each(FORMS)(
    'in $kind $client has only text and links to AWS, without leftover markup, for every recorded finding',
    (form) => {
      for (const { finding } of corpus)
        for (const locale of ['en', 'ja'] as const) {
          const { text, links } = read(pageOf(finding, form, locale));
          for (const link of links) expect(link).toMatch(/^https:\/\/(console|docs)\.(aws\.amazon\.com|amazonaws)/);
          expect(links.some((link) => link.includes('/guardduty/home?region='))).toBe(true);
          expect(text).toContain('333333333333');
          expect(text).not.toMatch(/<https?:|\]\(https?:|\*\*|&(amp|lt|gt);/);
        }
    },
  );

  it('is in the documents as a picture that loads quickly', () => {
    expect(readdirSync(FOLDER).sort()).toEqual(Object.keys(PICTURES).sort());
    for (const name of Object.keys(PICTURES)) expect(statSync(join(FOLDER, name)).size).toBeLessThan(150 * 1024);
  });
});
