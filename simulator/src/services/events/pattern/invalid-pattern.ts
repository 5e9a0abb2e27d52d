/** The reason why an event pattern is invalid, in the words of AWS's matcher. */
export class InvalidPattern extends Error {
  override readonly name = 'InvalidPattern';
}
