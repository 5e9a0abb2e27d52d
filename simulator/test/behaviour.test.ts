import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allServices } from '../src/services';

const SIMULATOR = join(__dirname, '..');
const chapters = [
  ...readFileSync(join(SIMULATOR, 'BEHAVIOUR.md'), 'utf8').matchAll(/\((src\/services\/([\w-]+)\/BEHAVIOUR\.md)\)/g),
];

describe('what the simulated organization does is written down', () => {
  test('every service has a chapter, and every chapter a service', () => {
    expect(chapters.map(([, , name]) => name).sort()).toEqual(allServices.map(({ signingName }) => signingName).sort());
  });

  test.each(chapters.map(([, path = '']) => path))('%s says where it knowingly differs from AWS', (path) => {
    expect(readFileSync(join(SIMULATOR, path), 'utf8')).toMatch(/^## .*differ/im);
  });
});
