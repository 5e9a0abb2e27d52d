/** A request that cannot be parsed; each protocol has its own error for it. */
export class Malformed extends Error {
  override readonly name = 'Malformed';
}
