import type { Call } from '../../../contract/service';
import { AwsError } from '../../../kernel/aws-error';
import { delay } from '../delays';
import { serviceRole } from '../detector';
import { invalidParameter } from '../errors';
import { readEntries } from './content';
import { KINDS, type List, type ListStatus } from './list';
import { locationIn } from './location';

/**
 * Lets GuardDuty read a list's file, which is in use some time later. The list keeps the object's present content until the
 * next activation.
 * @throws AwsError if the file of an IP list cannot be read
 */
export async function activate(list: List, call: Call): Promise<void> {
  const { entities, entryLimit } = KINDS[list.kind];
  const file = await readFile(list, call);
  if ('refusal' in file && !entities) throw invalidParameter('location');
  const read =
    'refusal' in file ? { error: file.refusal } : readEntries(file.body, { format: list.format, entities, entryLimit });
  begin(list, call, 'ACTIVATING', () => {
    list.status = 'error' in read ? 'ERROR' : 'ACTIVE';
    list.entries = 'error' in read ? undefined : read;
    list.errorDetails = 'error' in read ? read.error : undefined;
  });
}

/** Deactivates a list. */
export function deactivate(list: List, call: Call): void {
  begin(list, call, 'DEACTIVATING', () => {
    list.status = 'INACTIVE';
    list.entries = undefined;
  });
}

/** Deletes a list; it can still be read by its id. */
export function forget(list: List, call: Call): void {
  list.entries = undefined;
  begin(list, call, 'DELETE_PENDING', () => {
    list.status = 'DELETED';
  });
}

function begin(list: List, { world }: Call, status: ListStatus, end: () => void): void {
  list.status = status;
  list.updatedAt = world.clock.now();
  world.eventually(delay(world, 'list'), end);
}

/**
 * Reads a list's file: IP lists with GuardDuty's own role, entity sets with the caller's permissions and a default check of the
 * bucket's owner.
 */
async function readFile(list: List, call: Call): Promise<{ body: Uint8Array } | { refusal: string }> {
  const { world, region, partition, accountId, caller } = call;
  const { bucket: Bucket, key: Key } = locationIn(list.location) ?? { bucket: '', key: '' };
  const { entities } = KINDS[list.kind];
  const owner = list.expectedBucketOwner ?? (entities ? accountId : undefined);
  const role = world.principals.session(serviceRole(partition, accountId), 'GuardDuty');
  try {
    const { Body } = await world.invoke<{ Body: Uint8Array }>(
      's3',
      'GetObject',
      { Bucket, Key, ...(owner !== undefined && { ExpectedBucketOwner: owner }) },
      { principal: entities ? caller : role, region },
    );
    return { body: Body };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return { refusal: `The file cannot be read: ${error.message}` };
  }
}
