const { TestEnvironment } = require('jest-environment-node');

/** Packages that jest would load anew for each test file of each mutant, which costs more than the tests do. */
const PACKAGES = { zod: require('zod'), 'fast-check': require('fast-check') };

/** Node, with packages from outside the sandbox; `loaded-once` gives them to `require`. */
module.exports = class extends TestEnvironment {
  constructor(...about) {
    super(...about);
    this.global.loadedOnce = PACKAGES;
  }
};
