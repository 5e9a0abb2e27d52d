import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadOrganization } from '@muster/simulator';
import { parse } from 'yaml';
import { mistakes, written } from '../lib/config/written';
import { documents, fencedBlocks, ROOT } from './documents';

const blocks = (language: string) => fencedBlocks(language).map(({ document, block }) => [document, block] as const);

/** A file that a section names is next to the reader's configuration, not here. */
const isOfSection = (mistake: string) => !mistake.includes('there is no file');

/** Without the simulator's documents: they show organization files, which the simulator's tests read. */
const configurations = blocks('yaml').filter(([document]) => !document.startsWith('simulator/'));

it.each(configurations)('%s: a section to write is correct: %s', (_, block) => {
  const sections: Record<string, unknown> = parse(block);
  const text = written(
    Object.fromEntries(Object.entries(sections).map(([key, value]) => [key, JSON.stringify(value)])),
  );
  expect(mistakes(text).filter(isOfSection)).toEqual([]);
});

it.each(blocks('json'))('%s: a block to paste can be read: %s', (_, block) => {
  expect(() => JSON.parse(block)).not.toThrow();
});

it.each(documents.map(({ name, text }) => [name, text] as const))(
  '%s links only to existing files and headings',
  (name, text) => {
    const links = [...text.matchAll(/\]\((?!https?:)([^)#\s]*)(#[^)\s]*)?\)/g)];
    for (const [, file = '', heading] of links) {
      const path = file === '' ? join(ROOT, name) : join(ROOT, name, '..', file);
      expect(existsSync(path) ? path : `${path} is missing`).toBe(path);
      if (heading && path.endsWith('.md')) expect(headingsOf(readFileSync(path, 'utf8'))).toContain(heading.slice(1));
    }
  },
);

/** The anchors that GitHub generates for headings. */
function headingsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

it('the example organization has everything that a rehearsal needs', () => {
  const { accounts, guardduty, detective, organization } = loadOrganization(
    join(ROOT, 'examples', 'organization.yaml'),
  );
  expect(accounts.length).toBeGreaterThanOrEqual(60);
  expect(new Set(accounts.map(({ state }) => state))).toEqual(new Set(['ACTIVE', 'SUSPENDED', 'PENDING_CLOSURE']));
  expect(Math.max(...accounts.map(({ ou }) => ou.split('/').length))).toBe(3);
  const inCapeTown = accounts.filter(({ optedInRegions }) => optedInRegions.includes('af-south-1')).map(({ id }) => id);
  expect(inCapeTown).toContain('222222222222');
  expect(inCapeTown).not.toContain(organization.managementAccount);
  expect(inCapeTown.length).toBeLessThan(accounts.length / 2);
  expect(new Set(guardduty.map(({ status }) => status))).toEqual(new Set(['ENABLED', 'DISABLED']));
  expect(guardduty.some(({ administrator }) => administrator === '888888888888')).toBe(true);
  expect(detective).not.toEqual([]);
});
