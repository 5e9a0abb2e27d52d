/** The options of the command, as written. */
export interface ExportPoliciesOptions {
  readonly config: string;
}
