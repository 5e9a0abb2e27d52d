import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(__dirname, '..', '..');

/** Every document for people: at the top, of the simulator and under docs, decisions included. */
export const documents = ['.', 'docs', 'docs/decisions', 'simulator']
  .flatMap((folder) => readdirSync(join(ROOT, folder)).map((name) => join(folder, name)))
  .filter((name) => name.endsWith('.md'))
  .map((name) => ({ name, text: readFileSync(join(ROOT, name), 'utf8') }));

/** The fenced blocks of a language, without the indentation of a list that they are in. */
export function fencedBlocks(language: string): { readonly document: string; readonly block: string }[] {
  const fence = new RegExp(`^( *)\`\`\`${language}\\n([\\s\\S]*?)^ *\`\`\``, 'gm');
  return documents.flatMap(({ name, text }) =>
    [...text.matchAll(fence)].map(([, indent = '', block = '']) => ({
      document: name,
      block: block.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
    })),
  );
}
