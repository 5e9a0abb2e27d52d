import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allServices } from '../src/services';

const SIMULATOR = join(__dirname, '..');
const chapters = [
  ...readFileSync(join(SIMULATOR, 'BEHAVIOUR.md'), 'utf8').matchAll(/\((src\/services\/([\w-]+)\/BEHAVIOUR\.md)\)/g),
];

describe('the behaviour of the simulated organization is documented', () => {
  test('each service has a chapter, and each chapter a service', () => {
    expect(chapters.map(([, , name]) => name).sort()).toEqual(allServices.map(({ signingName }) => signingName).sort());
  });

  test.each(chapters.map(([, path = '']) => path))('%s lists the known differences from AWS', (path) => {
    expect(readFileSync(join(SIMULATOR, path), 'utf8')).toMatch(/^## .*differ/im);
  });
});
