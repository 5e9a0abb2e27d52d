import { batchErrors } from './errors';

/** Checks the entries of a batch request: 1 to 10 with distinct ids. */
export function checkBatch<T extends { Id?: string | undefined }>(entries: readonly T[] | undefined): readonly T[] {
  if (!entries || entries.length === 0) throw batchErrors.empty();
  if (entries.length > 10) throw batchErrors.tooMany(entries.length);
  const seen = new Set<string>();
  for (const { Id = '' } of entries) {
    if (seen.has(Id)) throw batchErrors.notDistinct(Id);
    seen.add(Id);
  }
  return entries;
}
