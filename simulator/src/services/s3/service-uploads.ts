import type { World } from '../../contract/world';

/** Receives an upload to a key of a bucket that an AWS service owns. */
export type Receiver = (body: string) => void;

const awaited = new WeakMap<World, Map<string, Receiver>>();

/** Whether an AWS service owns the bucket and issues pre-signed URLs for it. */
export const isServiceBucket = (bucket: string): boolean =>
  bucket.startsWith('cloudformation-custom-resource-response-');

/**
 * Waits for an upload to a service's own bucket.
 * @returns a function that stops waiting
 */
export function awaitUpload(world: World, bucket: string, key: string, receiver: Receiver): () => void {
  const uploads = awaited.get(world) ?? new Map<string, Receiver>();
  awaited.set(world, uploads);
  uploads.set(`${bucket}/${key}`, receiver);
  return () => uploads.delete(`${bucket}/${key}`);
}

/** Passes an upload to the waiting service; a late upload is accepted and ignored, as on AWS. */
export function receiveUpload(world: World, bucket: string, key: string, body: string): void {
  awaited.get(world)?.get(`${bucket}/${key}`)?.(body);
}
