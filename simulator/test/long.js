/** Tests that start processes, or live through many worlds or messages. All others are unit tests: in process and fast. */
module.exports = [
  'test/attacks.test.ts',
  'test/clients/**',
  'test/main.test.ts',
  'test/protocols/round-trip.test.ts',
  'test/readme.test.ts',
  'test/services/lambda/**',
];
