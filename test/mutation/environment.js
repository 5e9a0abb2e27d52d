const { TestEnvironment } = require('jest-environment-node');

/** Packages that jest would load again for each test file of each mutant, which costs more than the tests do. */
const PACKAGES = { zod: require('zod'), 'fast-check': require('fast-check') };

// a law is broken by the first counterexample, and the same worlds are tried with every mutant
PACKAGES['fast-check'].configureGlobal({ numRuns: 20, endOnFailure: true, seed: 1 });

/** Node, with packages from outside the sandbox, which `loaded-once` gives to `require`. */
module.exports = class extends TestEnvironment {
  constructor(...about) {
    super(...about);
    this.global.loadedOnce = PACKAGES;
    this.failed = false;
  }

  /** One test that fails is enough: the others are skipped. */
  handleTestEvent({ name, test }) {
    if (name === 'test_fn_failure') this.failed = true;
    if (name === 'test_start' && this.failed) test.mode = 'skip';
  }
};
