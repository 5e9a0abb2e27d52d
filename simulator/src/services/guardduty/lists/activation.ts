import type { Call } from '../../../contract/service';
import { AwsError } from '../../../kernel/aws-error';
import { DELAYS } from '../delays';
import { serviceRole } from '../detector';
import { invalidParameter } from '../errors';
import { readEntries } from './content';
import { KINDS, type List, type ListStatus } from './list';
import { locationIn } from './location';

/**
 * Has GuardDuty read a list's file, which takes it a while to use. What is in the object then is what the list says until the
 * next activation.
 * @throws AwsError where the file of an IP list cannot be read
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

/** Has GuardDuty use a list no longer. */
export function deactivate(list: List, call: Call): void {
  begin(list, call, 'DEACTIVATING', () => {
    list.status = 'INACTIVE';
    list.entries = undefined;
  });
}

/** Has GuardDuty forget a list; it can be asked for by its id still. */
export function forget(list: List, call: Call): void {
  list.entries = undefined;
  begin(list, call, 'DELETE_PENDING', () => {
    list.status = 'DELETED';
  });
}

function begin(list: List, { world }: Call, status: ListStatus, end: () => void): void {
  list.status = status;
  list.updatedAt = world.clock.now();
  world.eventually(DELAYS.list, end);
}

/** IP lists are read by GuardDuty's own role, entity sets with the caller's rights; these check the bucket's owner by default. */
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
