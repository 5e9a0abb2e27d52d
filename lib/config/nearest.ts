/** The candidate that was probably meant. Ignores case and separators; up to a third of the letters may differ. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const ranked = candidates
    .map((candidate) => ({ candidate, distance: distance(folded(word), folded(candidate)) }))
    .filter(({ candidate, distance }) => distance <= Math.min(3, folded(candidate).length / 3))
    .sort((a, b) => a.distance - b.distance);
  return ranked[0]?.candidate;
}

function folded(word: string): string {
  return word.toLowerCase().replace(/[-_\s]/g, '');
}

/** The number of letters to insert, delete, replace or swap with their neighbour to turn one word into the other. */
function distance(from: string, to: string): number {
  // a much longer word is never meant: this avoids a large table
  if (Math.abs(from.length - to.length) > 3) return Number.POSITIVE_INFINITY;
  const rows = [Array.from({ length: to.length + 1 }, (_, column) => column)];
  const at = (row: number, column: number) => rows[row]?.[column] ?? Number.POSITIVE_INFINITY;
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    rows.push(current);
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      const swapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      current[column] = Math.min(
        at(row - 1, column) + 1,
        at(row, column - 1) + 1,
        at(row - 1, column - 1) + (same ? 0 : 1),
        swapped ? at(row - 2, column - 2) + 1 : Number.POSITIVE_INFINITY,
      );
    }
  }
  return at(from.length, to.length);
}
