import { type Access, contextOf, type Surroundings } from './access';
import { holds } from './condition';
import type { Context } from './context';
import type { Policy, Statement } from './policy';

/** The verdict of policies on an access; undefined if no statement matches. */
export type Verdict = 'Allow' | 'Deny' | undefined;

/** Decides on one access; its condition keys are computed once, and only if a statement has conditions. */
export class Decision {
  private known: Context | undefined;

  constructor(
    readonly access: Access,
    private readonly world: Surroundings,
  ) {}

  /**
   * The verdict of several policies: an explicit Deny wins.
   * @param about a further filter, for the principals of resource policies
   */
  verdict(policies: readonly Policy[], about: (statement: Statement) => boolean = everyStatement): Verdict {
    let allowed = false;
    for (const policy of policies)
      for (const statement of policy.statementsAbout(this.access.action)) {
        if (!about(statement) || !this.meets(statement)) continue;
        if (statement.denies) return 'Deny';
        allowed = true;
      }
    return allowed ? 'Allow' : undefined;
  }

  private meets(statement: Statement): boolean {
    const context = () => {
      this.known ??= contextOf(this.access, this.world);
      return this.known;
    };
    if (!statement.coversResource(this.access.resource, context)) return false;
    return statement.condition === undefined || holds(statement.condition, context());
  }
}

function everyStatement(): boolean {
  return true;
}
