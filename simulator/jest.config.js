const { join } = require('node:path');
const LONG = require('./test/long');

const shared = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2023', parser: { syntax: 'typescript' } } }] },
  setupFiles: ['<rootDir>/test/setup.js'],
};

const long = LONG.map((glob) => join(__dirname, glob.replace(/\*\*$/, '**/*.test.ts')));

/** @type {import('jest').Config} */
module.exports = {
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: [join(__dirname, 'test/**/*.test.ts'), ...long.map((glob) => `!${glob}`)],
      setupFilesAfterEnv: ['<rootDir>/test/unit-timeout.js'],
    },
    { ...shared, displayName: 'long', testMatch: long },
  ],
  randomize: true,
  maxWorkers: '100%',
  testTimeout: 180_000,
};
