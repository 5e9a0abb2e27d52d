/** Why an event pattern is none, in the words of AWS's matcher. */
export class InvalidPattern extends Error {
  override readonly name = 'InvalidPattern';
}
