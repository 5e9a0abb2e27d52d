/** The options of the command, as written. */
export interface RouteOptions {
  readonly config: string;
  /** a file with findings, as JSON: events, an export, an answer of the API, a list, a parked message */
  readonly finding: string;
  /** facts about the account, as JSON: { name, email, ous: [{ id, name }], tags } */
  readonly account?: string;
  /** the occurrence to assume; default: new */
  readonly occurrence?: 'new' | 'escalated' | 'repeated';
  /** print data rather than text */
  readonly json?: boolean;
}
