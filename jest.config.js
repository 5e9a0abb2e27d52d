const { availableParallelism, tmpdir } = require('node:os');
const { join } = require('node:path');

/** Tests that deploy, start processes, or live through many worlds or messages. All others are unit tests: in process and fast. */
const LONG = [
  'test/attacks/**',
  'test/bin/**',
  'test/commands/command-line.test.ts',
  'test/docs/commands.test.ts',
  'test/end-to-end/**',
  'test/iam-proof/**',
  'test/pictures/**',
  'test/proofs/**',
  'test/lib/bundle.test.ts',
  'test/lib/stacks/every-region.test.ts',
  ...require('./simulator/test/long').map((glob) => `simulator/${glob}`),
];

// one folder for all workers of this run, which inherit the environment
process.env.TEST_ASSEMBLIES = join(tmpdir(), `muster-assemblies-${process.pid}`);

const shared = {
  testEnvironment: 'node',
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2023', parser: { syntax: 'typescript' } } }] },
  setupFiles: ['<rootDir>/test/setup.js'],
  runner: '<rootDir>/test/runner/index.ts',
  // a run of `npm run mutate` copies the repository there
  modulePathIgnorePatterns: ['<rootDir>/reports/'],
};

const tests = (globs) => globs.map((glob) => join(__dirname, glob.replace(/\*\*$/, '**/*.test.ts')));
const long = tests(LONG);

/** @type {import('jest').Config} */
module.exports = {
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: [...tests(['test/**', 'simulator/test/**']), ...long.map((glob) => `!${glob}`)],
      setupFilesAfterEnv: ['<rootDir>/test/unit-timeout.js'],
    },
    {
      ...shared,
      displayName: 'long',
      testMatch: long,
      globalTeardown: '<rootDir>/test/end-to-end/remove-assemblies.js',
    },
  ],
  testSequencer: '<rootDir>/test/long-first.js',
  randomize: true,
  // end-to-end tests wait for processes and for simulated time more than they compute
  maxWorkers: availableParallelism() + 1,
  testTimeout: 180_000,
  collectCoverageFrom: ['lambda/**/*.ts', 'lib/**/*.ts'],
  coverageDirectory: 'node_modules/.cache/coverage',
  coverageReporters: ['text-summary', 'html'],
  // what the unit tests reach by themselves
  coverageThreshold: {
    './lambda/': { statements: 96, branches: 88, functions: 96, lines: 97 },
    './lib/': { statements: 98, branches: 93, functions: 98, lines: 98 },
  },
};
