/** The options of the command, as they were written. */
export interface RouteOptions {
  readonly config: string;
  /** a finding, or an event with one, as JSON */
  readonly finding: string;
  /** what Organizations would say of the account, as JSON: { name, email, ous: [{ id, name }], tags } */
  readonly account?: string;
  /** the occurrence to suppose; new unless it says otherwise */
  readonly occurrence?: 'new' | 'escalated' | 'repeated';
  /** print data rather than text */
  readonly json?: boolean;
}
