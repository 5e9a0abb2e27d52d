/** `npm run pictures`: photographs notifications as recipients see them, for the documents. Needs chromium, and fonts for Japanese. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { screenshot } from './browser';
import { PICTURES } from './pictures';

const FOLDER = join(__dirname, '..', '..', 'docs', 'pictures');

mkdirSync(FOLDER, { recursive: true });
for (const [name, page] of Object.entries(PICTURES)) screenshot(page, join(FOLDER, name));
