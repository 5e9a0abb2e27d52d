/** Bytes in Base64; text is encoded as UTF-8 first. */
export function base64(value: unknown): string {
  return (typeof value === 'string' ? Buffer.from(value, 'utf8') : Buffer.from(value as Uint8Array)).toString('base64');
}
