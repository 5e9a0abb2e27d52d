/** The options of the command, as they were written. */
export interface ExportPoliciesOptions {
  readonly config: string;
}
