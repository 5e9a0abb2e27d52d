/** The options of the command, as they were written. */
export interface CostOptions {
  readonly config: string;
  /** the price list */
  readonly prices: string;
  /** a folder with templates that were synthesized before */
  readonly templates?: string;
  readonly own?: boolean;
  readonly json?: boolean;
}
