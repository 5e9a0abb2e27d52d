import type { AttributeDefinition, AttributeValue, KeySchemaElement, SSEDescription } from '@aws-sdk/client-dynamodb';
import { Slot } from '../../kernel/slot';

/** An item or its key: attribute name → value in its wire form. */
export type Item = Record<string, AttributeValue>;

export interface Table {
  readonly name: string;
  readonly arn: string;
  readonly id: string;
  readonly accountId: string;
  readonly region: string;
  readonly createdAt: number;
  readonly keySchema: readonly KeySchemaElement[];
  readonly attributeDefinitions: readonly AttributeDefinition[];
  billingMode: 'PAY_PER_REQUEST' | 'PROVISIONED';
  throughput: { readonly ReadCapacityUnits: number; readonly WriteCapacityUnits: number };
  encryption: SSEDescription | undefined;
  deletionProtection: boolean;
  pointInTimeRecovery: { readonly days: number; readonly since: number } | undefined;
  /** the attribute with an item's time of expiry, in seconds */
  timeToLive: string | undefined;
  tags: Record<string, string>;
  /** by the values of the key */
  readonly items: Map<string, Item>;
}

export const tables = new Slot('dynamodb', 'tables', () => new Map<string, Table>());
