import type { World } from '../../contract/world';

/** Takes what is uploaded to a key of a bucket that an AWS service owns. */
export type Receiver = (body: string) => void;

const awaited = new WeakMap<World, Map<string, Receiver>>();

/** Buckets that AWS services own and hand out pre-signed URLs for. */
export const isServiceBucket = (bucket: string): boolean =>
  bucket.startsWith('cloudformation-custom-resource-response-');

/**
 * Waits for an upload to a service's own bucket.
 * @returns ends the waiting
 */
export function awaitUpload(world: World, bucket: string, key: string, receiver: Receiver): () => void {
  const uploads = awaited.get(world) ?? new Map<string, Receiver>();
  awaited.set(world, uploads);
  uploads.set(`${bucket}/${key}`, receiver);
  return () => uploads.delete(`${bucket}/${key}`);
}

/** Hands an upload to the waiting service; a late one is accepted and ignored, as on AWS. */
export function receiveUpload(world: World, bucket: string, key: string, body: string): void {
  awaited.get(world)?.get(`${bucket}/${key}`)?.(body);
}
