/**
 * Mutation testing of the rooms that decide: `npm run mutate -- lambda/reconcile/guard.ts`, or a glob in quotes.
 * `test/mutation/main.ts` chooses the tests.
 *
 * @type {import('@stryker-mutator/api/core').PartialStrykerOptions}
 */
export default {
  testRunner: 'jest',
  jest: { projectType: 'custom', configFile: 'test/mutation/jest.config.js', enableFindRelatedTests: false },
  coverageAnalysis: 'perTest',
  // Stryker would rewrite the file with a compiler API that TypeScript 7 does not have; nothing here reads it
  tsconfigFile: 'no-tsconfig.json',
  // the compiler that the checker needs is not in TypeScript 7; tests decide
  checkers: [],
  // log lines and descriptions are words: `docs` and snapshots hold them
  mutator: { excludedMutations: ['StringLiteral'] },
  ignoreStatic: true,
  ignorePatterns: ['cdk.out', 'coverage', 'reports', 'docs', 'examples'],
  tempDirName: 'reports/mutation/sandbox',
  reporters: ['clear-text', 'progress', 'json'],
  jsonReporter: { fileName: 'reports/mutation/report.json' },
  clearTextReporter: { logTests: false, reportTests: false, allowEmojis: false },
  concurrency: 2,
  timeoutMS: 20_000,
  thresholds: { high: 95, low: 85, break: 85 },
};
