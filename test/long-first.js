const { statSync } = require('node:fs');
const Sequencer = require('@jest/test-sequencer').default;

/** Folders whose tests wait most; the last one to start would be the last one to end. */
const SLOWEST = ['/test/end-to-end/', '/test/proofs/', '/test/iam-proof/'];

function rank({ path }) {
  const at = SLOWEST.findIndex((folder) => path.includes(folder));
  return at < 0 ? SLOWEST.length : at;
}

/**
 * Long tests first, then by size. jest's own order knows how long files took the last time, which a clean clone does not.
 */
class LongFirst extends Sequencer {
  sort(tests) {
    const sized = tests.map((test) => ({ test, rank: rank(test), size: statSync(test.path).size }));
    return sized.sort((one, other) => one.rank - other.rank || other.size - one.size).map(({ test }) => test);
  }
}

module.exports = LongFirst;
