const { join } = require('node:path');
const { transform, setupFiles } = require('../../jest.config.js').projects[0];

/** Loads as little as possible: jest starts again for each mutant. @type {import('jest').Config} */
module.exports = {
  rootDir: '../..',
  testEnvironment: join(__dirname, 'environment.js'),
  roots: ['<rootDir>/test/mutation'],
  testMatch: ['<rootDir>/test/mutation/room.ts'],
  moduleNameMapper: { '^(zod|fast-check)$': '<rootDir>/test/mutation/loaded-once/$1.js' },
  watchman: false,
  transform,
  setupFiles,
  testTimeout: 20_000,
};
