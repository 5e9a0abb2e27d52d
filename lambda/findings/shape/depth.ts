/** No program that receives a finding has to descend further; `JSON.stringify` itself fails at some thousands. */
const DEEPEST = 100;

/** Whether a value is nested so little that every program can read it. */
export function isShallow(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; depth <= DEEPEST; depth += 1) {
    level = level.flatMap((each) => (typeof each === 'object' && each !== null ? Object.values(each) : []));
    if (level.length === 0) return true;
  }
  return false;
}
