import type { FindingCriteria } from '@aws-sdk/client-guardduty';

/** A saved filter; with the action ARCHIVE it suppresses the findings it matches. */
export interface Filter {
  readonly position: number;
  readonly name: string;
  description: string | undefined;
  action: 'NOOP' | 'ARCHIVE';
  rank: number;
  criteria: FindingCriteria;
  tags: Readonly<Record<string, string>>;
  readonly createdAt: number;
  updatedAt: number;
  /** the number of its updates */
  version: number;
}
