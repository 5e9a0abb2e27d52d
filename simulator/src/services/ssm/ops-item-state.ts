import type { OpsItemDataValue } from '@aws-sdk/client-ssm';
import { Slot } from '../../kernel/slot';

/** An OpsItem of OpsCenter. */
export interface OpsItemState {
  readonly id: string;
  readonly arn: string;
  readonly createdAt: number;
  readonly createdBy: string;
  readonly title: string;
  readonly description: string;
  readonly source: string;
  readonly category: string | undefined;
  readonly severity: string | undefined;
  readonly priority: number | undefined;
  readonly operationalData: Readonly<Record<string, OpsItemDataValue>>;
  readonly status: 'Open';
}

/** By id, the oldest first. */
export const opsItems = new Slot<Map<string, OpsItemState>>('ssm', 'opsItems', () => new Map());
