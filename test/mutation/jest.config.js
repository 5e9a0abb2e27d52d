const { dirname, join } = require('node:path');
const { transform, setupFiles } = require('../../jest.config.js').projects[0];

const chosen = JSON.parse(process.env.MUTATION_TESTS ?? '["test/lambda/"]').map((path) => `<rootDir>/${path}`);

/** Runs the tests that `main.ts` chose, and loads little else: jest starts anew for each mutant. @type {import('jest').Config} */
module.exports = {
  rootDir: '../..',
  testEnvironment: join(__dirname, 'environment.js'),
  roots: [...new Set(chosen.map((path) => (path.endsWith('/') ? path : dirname(path))))],
  testMatch: chosen.map((path) => (path.endsWith('/') ? `${path}**/*.test.ts` : path)),
  moduleNameMapper: { '^(zod|fast-check)$': '<rootDir>/test/mutation/loaded-once/$1.js' },
  testSequencer: '<rootDir>/test/mutation/reached-only.js',
  watchman: false,
  transform,
  setupFiles,
  testTimeout: 20_000,
};
