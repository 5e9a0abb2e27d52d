/** Sources with decisions, and the tests that cover them. The tests are pure, because a mutant has to cost well under a second. */
export interface Room {
  readonly sources: readonly string[];
  /** files below `test` */
  readonly tests: readonly string[];
}

const planner = (controller: string, tests: readonly string[]): Room => ({
  sources: [`lambda/controllers/${controller}/plan.ts`, `lambda/controllers/${controller}/plan/*.ts`],
  tests: tests.map((name) => `lambda/controllers/${controller}/${name}.test.ts`),
});

/** The rooms, by the name that `npm run mutate` takes. */
export const ROOMS: Readonly<Record<string, Room>> = {
  guardduty: planner('guardduty', [
    'plan',
    'settings',
    'targets',
    'override-laws',
    'export-plan',
    'suppressions',
    'refusals-kept',
    'managed',
    'losses',
    'decisions',
    'differences',
    'coverage',
    'removal',
  ]),
  detective: planner('detective', ['plan', 'decisions', 'differences', 'removal']),
  delegation: planner('delegation', ['plan', 'migration-plan', 'differences', 'removal']),
  invitations: planner('invitations', ['plan', 'decisions', 'not-listed', 'differences']),
  guard: {
    sources: ['lambda/reconcile/guard.ts'],
    tests: ['lambda/reconcile/guard.test.ts'],
  },
  refusals: {
    sources: ['lambda/aws/refusals.ts', 'lambda/aws/error-predicates.ts'],
    tests: ['lambda/aws/refusals.test.ts', 'lambda/aws/error-predicates.test.ts'],
  },
  routing: {
    sources: ['lambda/findings/match.ts', 'lib/rollout/routes.ts'],
    tests: ['lambda/findings/match.test.ts', 'lib/rollout/route-patterns.test.ts'],
  },
};
