import { ANY, unescaped } from '../../../kernel/wildcard';
import { InvalidPattern } from './invalid-pattern';

/** The most prefixes of a field's wildcards that one text may match at the same time. */
const MAX_BEGINNINGS = 10;

/** A pattern that takes more steps to check is refused too; no pattern written by a person comes near. */
const MAX_STEPS = 20_000;

/** The most combinations of a pattern's `$or`. */
const MAX_COMBINATIONS = 1_000;

/**
 * Refuses wildcards of a field that multiply, as AWS's matcher does: it counts how many of their prefixes a text can match at
 * once, and a star that a repeating text can reach repeatedly adds one each time.
 * @throws InvalidPattern
 */
export function checkWildcards(patterns: readonly string[]): void {
  const machine = patterns.map((pattern) => ['"', ...unescaped(pattern), '"']);
  const alphabet = new Set(machine.flat().filter((sign) => sign !== ANY));
  const seen = new Set<string>();
  const open = [machine.map(() => new Set([0]))];
  for (let places = open.pop(); places; places = open.pop()) {
    // '' stands for every character that is in none of the patterns
    for (const character of [...alphabet, '']) {
      const next = places.map((at, index) => step(machine[index] ?? [], at, character));
      const size = next.reduce((sum, { size: each }) => sum + each, 0);
      if (size > MAX_BEGINNINGS || seen.size > MAX_STEPS) throw new InvalidPattern(TOO_COMPLEX);
      const key = next.map((at) => [...at].sort((a, b) => a - b).join()).join('/');
      if (size === 0 || seen.has(key)) continue;
      seen.add(key);
      open.push(next);
    }
  }
}

const TOO_COMPLEX =
  'Rule is too complex - try using fewer wildcard characters or fewer repeating character sequences after a wildcard character';

/** The positions that a text may have in a pattern after one more character; the position after a star is a separate one. */
function step(signs: readonly string[], places: ReadonlySet<number>, character: string): Set<number> {
  const next = new Set<number>();
  for (const place of places) {
    // after a star it stays there, whatever comes
    if (signs[place - 1] === ANY) next.add(place);
    if (signs[place] === character) {
      next.add(place + 1);
      if (signs[place + 1] === ANY) next.add(place + 2);
    }
  }
  return next;
}

/**
 * The number of rules without `$or` that a pattern stands for.
 * @throws InvalidPattern if there are more than AWS accepts
 */
export function checkCombinations(count: number): number {
  if (count > MAX_COMBINATIONS) throw new InvalidPattern('Rule is too complex - try using fewer $or combinations');
  return count;
}
