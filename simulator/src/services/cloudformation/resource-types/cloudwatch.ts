import type { Json } from '../template/template';
import {
  bool,
  defined,
  fields,
  items,
  number,
  type Properties,
  type ResourceType,
  tagList,
  text,
} from './resource-type';

const shared = (properties: Properties): Record<string, unknown> => ({
  ...defined({
    AlarmDescription: text(properties.AlarmDescription),
    ActionsEnabled: bool(properties.ActionsEnabled),
    AlarmActions: properties.AlarmActions,
    OKActions: properties.OKActions,
    InsufficientDataActions: properties.InsufficientDataActions,
  }),
  Tags: tagList(properties.Tags),
});

const metricQuery = (query: Json): Record<string, unknown> => {
  const { MetricStat, ReturnData, Period, ...rest } = fields(query);
  const stat = MetricStat && { ...fields(MetricStat), Period: number(fields(MetricStat).Period) };
  return { ...rest, ...defined({ MetricStat: stat, ReturnData: bool(ReturnData), Period: number(Period) }) };
};

const metricAlarm = (AlarmName: string, properties: Properties): Record<string, unknown> => ({
  AlarmName,
  ...shared(properties),
  ...defined({
    Namespace: text(properties.Namespace),
    MetricName: text(properties.MetricName),
    Unit: text(properties.Unit),
    Statistic: text(properties.Statistic),
    ExtendedStatistic: text(properties.ExtendedStatistic),
    Dimensions: properties.Dimensions,
    ComparisonOperator: text(properties.ComparisonOperator),
    TreatMissingData: text(properties.TreatMissingData),
    ThresholdMetricId: text(properties.ThresholdMetricId),
    EvaluateLowSampleCountPercentile: text(properties.EvaluateLowSampleCountPercentile),
    Period: number(properties.Period),
    EvaluationPeriods: number(properties.EvaluationPeriods),
    DatapointsToAlarm: number(properties.DatapointsToAlarm),
    Threshold: number(properties.Threshold),
    Metrics: properties.Metrics && items(properties.Metrics).map(metricQuery),
  }),
});

const alarmType = (
  type: string,
  operation: string,
  inputOf: (name: string, properties: Properties) => Record<string, unknown>,
): ResourceType => ({
  type,
  createOnly: ['AlarmName'],
  nameProperty: 'AlarmName',
  attributes: ['Arn'],
  tags: 'list',
  create: async (properties, work) => {
    const name = text(properties.AlarmName) ?? work.generatedName(255);
    await work.call('monitoring', operation, inputOf(name, properties));
    return { physicalId: name, attributes: { Arn: work.arn('cloudwatch', `alarm:${name}`) } };
  },
  update: async (existing, properties, work) => {
    await work.call('monitoring', operation, inputOf(existing.physicalId, properties));
    return existing;
  },
  remove: async (existing, work) => {
    await work.call('monitoring', 'DeleteAlarms', { AlarmNames: [existing.physicalId] });
  },
});

const compositeAlarm = (AlarmName: string, properties: Properties): Record<string, unknown> => ({
  AlarmName,
  AlarmRule: text(properties.AlarmRule),
  ...shared(properties),
});

const dashboard: ResourceType = {
  type: 'AWS::CloudWatch::Dashboard',
  createOnly: ['DashboardName'],
  nameProperty: 'DashboardName',
  attributes: [],
  create: async (properties, work) => {
    const DashboardName = text(properties.DashboardName) ?? work.generatedName(255);
    await work.call('monitoring', 'PutDashboard', { DashboardName, DashboardBody: text(properties.DashboardBody) });
    return { physicalId: DashboardName };
  },
  update: async (existing, properties, work) => {
    const DashboardBody = text(properties.DashboardBody);
    await work.call('monitoring', 'PutDashboard', { DashboardName: existing.physicalId, DashboardBody });
    return existing;
  },
  remove: async (existing, work) => {
    await work.call('monitoring', 'DeleteDashboards', { DashboardNames: [existing.physicalId] });
  },
};

export const cloudWatchTypes: readonly ResourceType[] = [
  alarmType('AWS::CloudWatch::Alarm', 'PutMetricAlarm', metricAlarm),
  alarmType('AWS::CloudWatch::CompositeAlarm', 'PutCompositeAlarm', compositeAlarm),
  dashboard,
];
