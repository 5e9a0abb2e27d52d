const { transform, setupFiles } = require('../../jest.config.js').projects[0];

/** Runs the tests that `main.ts` chose. @type {import('jest').Config} */
module.exports = {
  rootDir: '../..',
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  testRegex: undefined,
  transform,
  setupFiles,
  testTimeout: 20_000,
};
const chosen = JSON.parse(process.env.MUTATION_TESTS ?? '["test/lambda/"]');
module.exports.testMatch = chosen.map((path) => `<rootDir>/${path.endsWith('/') ? `${path}**/*.test.ts` : path}`);
