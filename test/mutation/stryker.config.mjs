/**
 * Mutation testing: `npm run mutate -- guard` for a room of `rooms.ts`, or a path, or a glob in quotes.
 * `main.ts` chooses the tests.
 *
 * @type {import('@stryker-mutator/api/core').PartialStrykerOptions}
 */
export default {
  testRunner: 'jest',
  jest: { projectType: 'custom', configFile: 'test/mutation/jest.config.js', enableFindRelatedTests: false },
  coverageAnalysis: 'perTest',
  // Stryker would rewrite the file with a compiler API that TypeScript 7 does not have; nothing here reads it
  tsconfigFile: 'no-tsconfig.json',
  // TypeScript 7 does not have the compiler API that the checker needs; only tests decide
  checkers: [],
  plugins: ['@stryker-mutator/*', './test/mutation/prose.mjs'],
  ignorers: ['prose'],
  // patterns and tables at the top of a file matter most, and jest loads a file again for each mutant anyway
  ignoreStatic: false,
  ignorePatterns: ['cdk.out', 'coverage', 'reports', 'docs', 'examples'],
  tempDirName: 'reports/mutation/sandbox',
  reporters: ['clear-text', 'json', 'progress-append-only'],
  jsonReporter: { fileName: 'reports/mutation/report.json' },
  clearTextReporter: { logTests: false, reportTests: false, allowEmojis: false },
  concurrency: 1,
  timeoutMS: 8_000,
  thresholds: { high: 95, low: 85, break: 85 },
};
