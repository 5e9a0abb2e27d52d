const { statSync } = require('node:fs');
const Sequencer = require('@jest/test-sequencer').default;

/** Tests that deploy or start processes wait more than they compute. */
const WAITING = /\/test\/(end-to-end\/|iam-proof\/deployment)/;

/** Of the others, these compute longest. */
const COMPUTING = ['/test/proofs/', '/test/iam-proof/'];

/** How many computing files take as long as one that waits. */
const FOR_EACH_WAITING = 3;

function rank({ path }) {
  const at = COMPUTING.findIndex((folder) => path.includes(folder));
  return at < 0 ? COMPUTING.length : at;
}

/**
 * Files that wait run beside files that compute, so that no core is idle. Of those that wait, the shortest come first: they are one whole
 * deployment each. Jest's own order needs the times of an earlier run, which a clean clone does not have.
 */
class LongFirst extends Sequencer {
  sort(tests) {
    const sized = tests
      .map((test) => ({ test, rank: rank(test), size: statSync(test.path).size }))
      .sort((one, other) => one.rank - other.rank || other.size - one.size)
      .map(({ test }) => test);
    const isWaiting = ({ path }) => WAITING.test(path);
    const waiting = sized.filter(isWaiting).reverse();
    const computing = sized.filter((test) => !isWaiting(test));
    return waiting.flatMap((test) => [test, ...computing.splice(0, FOR_EACH_WAITING)]).concat(computing);
  }
}

module.exports = LongFirst;
