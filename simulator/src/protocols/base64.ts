/** Bytes in Base64; text stands for its UTF-8. */
export function base64(value: unknown): string {
  return (typeof value === 'string' ? Buffer.from(value, 'utf8') : Buffer.from(value as Uint8Array)).toString('base64');
}
