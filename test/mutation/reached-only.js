const Sequencer = require('@jest/test-sequencer').default;

/** test file → names of its tests, from the run without a mutant */
const names = new Map();

/**
 * Stryker names the tests that reach a mutant, and jest would load every file to find them: only those that have one of
 * them are run.
 */
class ReachedOnly extends Sequencer {
  constructor(options) {
    super(options);
    this.pattern = options.globalConfig.testNamePattern;
  }

  sort(tests) {
    if (!this.pattern) return tests;
    const pattern = new RegExp(this.pattern, 'i');
    return tests.filter(({ path }) => names.get(path)?.some((name) => pattern.test(name)) ?? true);
  }

  cacheResults(_tests, { testResults }) {
    if (this.pattern) return;
    for (const { testFilePath, testResults: each } of testResults)
      names.set(
        testFilePath,
        each.map(({ fullName }) => fullName),
      );
  }
}

module.exports = ReachedOnly;
