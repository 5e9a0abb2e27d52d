/** No account is protected by a listing. */
export function protectedNow(): number {
  return 0;
}

export function losing(): string[] {
  return [];
}
