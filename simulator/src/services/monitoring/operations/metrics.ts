import type {
  GetMetricDataCommandInput,
  GetMetricDataCommandOutput,
  GetMetricStatisticsCommandInput,
  GetMetricStatisticsCommandOutput,
  ListMetricsCommandInput,
  ListMetricsCommandOutput,
  PutMetricDataCommandInput,
  PutMetricDataCommandOutput,
} from '@aws-sdk/client-cloudwatch';
import type { Operation } from '../../../contract/service';
import { validation } from '../errors';
import { metricKey, recordMetric } from '../record-metric';
import { metrics } from '../state';
import { periodsOf } from '../statistics';

/** PutMetricData: values, or values with counts; statistic sets are recorded by their average. */
export const putMetricData: Operation<PutMetricDataCommandInput, Partial<PutMetricDataCommandOutput>> = (
  input,
  call,
) => {
  const { Namespace: namespace = '' } = input;
  if (namespace.startsWith('AWS/')) throw validation('The value AWS/ for parameter Namespace is invalid.');
  for (const datum of input.MetricData ?? []) {
    const dimensions = Object.fromEntries((datum.Dimensions ?? []).map(({ Name = '', Value = '' }) => [Name, Value]));
    const at = datum.Timestamp?.getTime() ?? call.world.clock.now();
    const { StatisticValues: set } = datum;
    const samples =
      datum.Value !== undefined
        ? [[datum.Value, 1] as const]
        : set
          ? [[(set.Sum ?? 0) / (set.SampleCount || 1), set.SampleCount ?? 1] as const]
          : (datum.Values ?? []).map((value, n) => [value, datum.Counts?.[n] ?? 1] as const);
    for (const [value, count] of samples)
      recordMetric(call.world, call, { namespace, name: datum.MetricName ?? '', dimensions, value, count, at });
  }
  return {};
};

/** ListMetrics. */
export const listMetrics: Operation<ListMetricsCommandInput, Partial<ListMetricsCommandOutput>> = (input, call) => {
  const all = [...(call.world.state.peek(metrics, call.accountId, call.region)?.values() ?? [])]
    .filter(({ namespace }) => input.Namespace === undefined || namespace === input.Namespace)
    .filter(({ name }) => input.MetricName === undefined || name === input.MetricName)
    .filter(({ dimensions }) =>
      (input.Dimensions ?? []).every((wanted) =>
        dimensions.some(
          ({ Name, Value }) => Name === wanted.Name && (wanted.Value === undefined || Value === wanted.Value),
        ),
      ),
    );
  const start = Number(input.NextToken ?? 0);
  const end = start + 500;
  return {
    Metrics: all.slice(start, end).map(({ namespace, name, dimensions }) => ({
      Namespace: namespace,
      MetricName: name,
      Dimensions: [...dimensions],
    })),
    ...(end < all.length ? { NextToken: String(end) } : {}),
  };
};

/** GetMetricStatistics. */
export const getMetricStatistics: Operation<
  GetMetricStatisticsCommandInput,
  Partial<GetMetricStatisticsCommandOutput>
> = (input, call) => {
  const { Namespace = '', MetricName = '', Dimensions = [], Period = 60, StartTime, EndTime } = input;
  call.world.measure(call);
  const metric = call.world.state
    .peek(metrics, call.accountId, call.region)
    ?.get(metricKey(Namespace, MetricName, Dimensions));
  const periods = periodsOf(metric, StartTime?.getTime() ?? 0, EndTime?.getTime() ?? Number.POSITIVE_INFINITY, Period);
  const wanted: readonly string[] = input.Statistics ?? [];
  return {
    Label: MetricName,
    Datapoints: periods.map(({ start, statistics }) => ({
      Timestamp: new Date(start),
      Unit: 'None',
      ...Object.fromEntries(Object.entries(statistics).filter(([name]) => wanted.includes(name))),
    })),
  };
};

/** GetMetricData: metrics with a statistic; expressions are not simulated and answered with no data. */
export const getMetricData: Operation<GetMetricDataCommandInput, Partial<GetMetricDataCommandOutput>> = (
  input,
  call,
) => {
  call.world.measure(call);
  const all = call.world.state.peek(metrics, call.accountId, call.region);
  const newestFirst = input.ScanBy !== 'TimestampAscending';
  const MetricDataResults = (input.MetricDataQueries ?? [])
    .filter(({ ReturnData }) => ReturnData !== false)
    .map(({ Id, Label, MetricStat }) => {
      const { Namespace = '', MetricName = '', Dimensions = [] } = MetricStat?.Metric ?? {};
      const metric = MetricStat && all?.get(metricKey(Namespace, MetricName, Dimensions));
      const [start, end] = [input.StartTime?.getTime() ?? 0, input.EndTime?.getTime() ?? Number.POSITIVE_INFINITY];
      const periods = periodsOf(metric, start, end, MetricStat?.Period ?? 60);
      if (newestFirst) periods.reverse();
      return {
        Id,
        Label: Label ?? MetricName,
        Timestamps: periods.map((period) => new Date(period.start)),
        Values: periods.map(({ statistics }) => statistics[MetricStat?.Stat ?? ''] ?? 0),
        StatusCode: 'Complete' as const,
      };
    });
  return { MetricDataResults, Messages: [] };
};
