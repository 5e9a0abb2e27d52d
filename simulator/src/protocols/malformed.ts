/** A request that cannot be read: each protocol says it in its own way. */
export class Malformed extends Error {
  override readonly name = 'Malformed';
}
