/**
 * Whether the statements of a policy document have ids of their own. Services differ in what they demand: ids may be absent, except
 * that SNS demands one for each statement once there are several.
 */
export function haveOwnIds(document: unknown, absent: 'allowed' | 'refused'): boolean {
  if (typeof document !== 'object' || document === null) return true;
  const statements: unknown[] = [Reflect.get(document, 'Statement') ?? []].flat();
  const ids = statements.map((each) =>
    typeof each === 'object' && each !== null ? Reflect.get(each, 'Sid') : undefined,
  );
  const given = ids.filter((id) => id !== undefined);
  if (absent === 'refused' && statements.length > 1 && given.length < statements.length) return false;
  return new Set(given).size === given.length;
}
