const { statSync } = require('node:fs');
const Sequencer = require('@jest/test-sequencer').default;

/** Folders whose tests wait most: if they started last, they would end last. */
const SLOWEST = ['/test/end-to-end/', '/test/proofs/', '/test/iam-proof/'];

function rank({ path }) {
  const at = SLOWEST.findIndex((folder) => path.includes(folder));
  return at < 0 ? SLOWEST.length : at;
}

/**
 * Long tests first, then by size. Jest's own order needs the times of an earlier run, which a clean clone does not have.
 */
class LongFirst extends Sequencer {
  sort(tests) {
    const sized = tests.map((test) => ({ test, rank: rank(test), size: statSync(test.path).size }));
    return sized.sort((one, other) => one.rank - other.rank || other.size - one.size).map(({ test }) => test);
  }
}

module.exports = LongFirst;
