import { readFileSync } from 'node:fs';
import { commands } from '../../commands/all';
import { commandsPage } from '../../commands/commands-page';
import { generated } from '../../commands/generate/run';

describe('generated files', () => {
  it.each(Object.entries(generated(commandsPage(commands))))(
    '%s matches the schemas (npm run generate)',
    (path, content) => {
      expect(readFileSync(path, 'utf8')).toBe(content);
    },
  );
});
