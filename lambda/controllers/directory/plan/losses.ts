/** None: a listing protects no account. */
export function protectedNow(): number {
  return 0;
}

export function losing(): string[] {
  return [];
}
