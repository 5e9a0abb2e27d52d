import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { KeyState } from './state';

/** An encryption context, which must be the same to decrypt as to encrypt. */
export type Context = Readonly<Record<string, string>>;

const IV = 12;
const TAG = 16;

/** Encrypts. As on AWS, the ciphertext names its key, so that Decrypt needs no key id. */
export function encrypt(key: KeyState, plaintext: Uint8Array, context: Context = {}): Uint8Array {
  const iv = randomBytes(IV);
  const cipher = createCipheriv('aes-256-gcm', key.material(), iv).setAAD(canonical(context));
  const body = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  const name = Buffer.from(key.arn);
  return Buffer.concat([Buffer.from([name.length]), name, iv, cipher.getAuthTag(), body]);
}

/** The ARN of the key that made a ciphertext, undefined if it is not the simulator's. */
export function keyOf(ciphertext: Uint8Array): string | undefined {
  const length = ciphertext[0] ?? 0;
  const name = Buffer.from(ciphertext.subarray(1, 1 + length)).toString();
  return /^arn:[\w-]+:kms:/.test(name) ? name : undefined;
}

/** The plaintext, undefined if the key or the context differs or the ciphertext was changed. */
export function decrypt(key: KeyState, ciphertext: Uint8Array, context: Context = {}): Uint8Array | undefined {
  const start = 1 + (ciphertext[0] ?? 0);
  const iv = ciphertext.subarray(start, start + IV);
  const tag = ciphertext.subarray(start + IV, start + IV + TAG);
  if (tag.length < TAG) return undefined;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key.material(), iv).setAAD(canonical(context)).setAuthTag(tag);
    return Buffer.concat([decipher.update(ciphertext.subarray(start + IV + TAG)), decipher.final()]);
  } catch {
    return undefined; // GCM has one error for a wrong key, context or text
  }
}

function canonical(context: Context): Buffer {
  return Buffer.from(JSON.stringify(Object.entries(context).sort(([a], [b]) => (a < b ? -1 : 1))));
}
