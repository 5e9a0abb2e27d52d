/** One thing that is not as desired. */
export interface Difference {
  readonly account: string;
  /** permanent code, the name of its entry in the runbook */
  readonly reason: string;
  /** what was observed */
  readonly words: string;
  /** name of the protection plan it is about */
  readonly plan?: string;
}
