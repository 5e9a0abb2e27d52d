import type { Dimension, MetricAlarm } from '@aws-sdk/client-cloudwatch';
import { Slot } from '../../kernel/slot';

/** One metric and its values, each with its time. */
export interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: readonly Dimension[];
  readonly values: { readonly at: number; readonly value: number; readonly count: number }[];
}

/** By namespace, name and dimensions. */
export const metrics = new Slot('monitoring', 'metrics', () => new Map<string, Metric>());

/** By name. */
export const alarms = new Slot(
  'monitoring',
  'alarms',
  () => new Map<string, MetricAlarm & { tags: Record<string, string> }>(),
);

/** Dashboards belong to the account; by name. */
export const dashboards = new Slot(
  'monitoring',
  'dashboards',
  () => new Map<string, { readonly name: string; body: string; modifiedAt: number }>(),
  true,
);
