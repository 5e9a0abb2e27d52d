import {
  CloudWatchClient,
  DeleteAlarmsCommand,
  DeleteDashboardsCommand,
  DescribeAlarmsCommand,
  GetDashboardCommand,
  GetMetricDataCommand,
  GetMetricStatisticsCommand,
  ListDashboardsCommand,
  ListMetricsCommand,
  ListTagsForResourceCommand,
  PutDashboardCommand,
  PutMetricAlarmCommand,
  PutMetricDataCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import type { AwsEvent } from '../../../src/contract/world';
import { clientOf, organizationOf, SECURITY } from '../../../src/fixtures/organization-of';
import { monitoring } from '../../../src/services/monitoring';
import { recordEmbeddedMetrics } from '../../../src/services/monitoring/embedded-metrics';
import { Simulation } from '../../../src/simulation';

const REGION = 'eu-west-1';
const PLACE = { accountId: SECURITY, region: REGION };

describe('CloudWatch', () => {
  let simulation: Simulation;
  let client: CloudWatchClient;

  beforeEach(async () => {
    simulation = await Simulation.start(organizationOf(), [monitoring], { clockRate: 0 });
    client = clientOf(CloudWatchClient, simulation, SECURITY, REGION);
  });

  const put = (Value: number) =>
    client.send(new PutMetricDataCommand({ Namespace: 'Muster', MetricData: [{ MetricName: 'Blocked', Value }] }));

  test('keeps values and returns their statistics by period', async () => {
    await put(1);
    await put(3);
    const window = { StartTime: new Date(0), EndTime: new Date(simulation.clock.now() + 1000) };
    const metric = { Namespace: 'Muster', MetricName: 'Blocked' };
    const { Datapoints } = await client.send(
      new GetMetricStatisticsCommand({ ...metric, ...window, Period: 60, Statistics: ['Sum', 'Maximum'] }),
    );
    expect(Datapoints).toEqual([expect.objectContaining({ Sum: 4, Maximum: 3 })]);
    const MetricStat = { Metric: metric, Period: 60, Stat: 'Average' };
    const { MetricDataResults } = await client.send(
      new GetMetricDataCommand({ ...window, MetricDataQueries: [{ Id: 'm', MetricStat }] }),
    );
    expect(MetricDataResults).toEqual([expect.objectContaining({ Id: 'm', Values: [2], StatusCode: 'Complete' })]);
    expect((await client.send(new ListMetricsCommand({ Namespace: 'Muster' }))).Metrics).toHaveLength(1);
  });

  test('sets an alarm to ALARM, OK and insufficient data by its metric', async () => {
    await client.send(
      new PutMetricAlarmCommand({
        AlarmName: 'blocked',
        Namespace: 'Muster',
        MetricName: 'Blocked',
        Statistic: 'Sum',
        Period: 60,
        EvaluationPeriods: 1,
        Threshold: 1,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
        TreatMissingData: 'notBreaching',
        Tags: [{ Key: 'a', Value: '1' }],
      }),
    );
    const state = async () => (await client.send(new DescribeAlarmsCommand({}))).MetricAlarms?.[0]?.StateValue;
    expect(await state()).toBe('OK');
    await put(1);
    expect(await state()).toBe('ALARM');
    await simulation.clock.advance(180);
    expect(await state()).toBe('OK');
    const ResourceARN = `arn:aws:cloudwatch:${REGION}:${SECURITY}:alarm:blocked`;
    expect((await client.send(new ListTagsForResourceCommand({ ResourceARN }))).Tags).toEqual([
      { Key: 'a', Value: '1' },
    ]);
    await client.send(new DeleteAlarmsCommand({ AlarmNames: ['blocked', 'never was'] }));
    expect(await state()).toBeUndefined();
  });

  test('starts an alarm without data, and sets its state on request', async () => {
    const alarm = {
      AlarmName: 'a',
      Metrics: [{ Id: 'e', Expression: '1' }],
      ComparisonOperator: 'GreaterThanThreshold' as const,
    };
    await client.send(new PutMetricAlarmCommand({ ...alarm, EvaluationPeriods: 1, Threshold: 1 }));
    const state = async () =>
      (await client.send(new DescribeAlarmsCommand({ AlarmNames: ['a'] }))).MetricAlarms?.[0]?.StateValue;
    expect(await state()).toBe('INSUFFICIENT_DATA');
    await client.send(new SetAlarmStateCommand({ AlarmName: 'a', StateValue: 'ALARM', StateReason: 'drill' }));
    expect(await state()).toBe('ALARM');
  });

  test('sends EventBridge one event for every change of an alarm’s state', async () => {
    const received: AwsEvent[] = [];
    const listener = {
      ...monitoring,
      signingName: 'listener',
      operations: {},
      onEvent: async (event: AwsEvent) => void received.push(event),
    };
    const listening = await Simulation.start(organizationOf(), [monitoring, listener], { clockRate: 0 });
    const cloudWatch = clientOf(CloudWatchClient, listening, SECURITY, REGION);
    const metric = { Namespace: 'Muster', MetricName: 'Drift', Statistic: 'Maximum' as const, Period: 300 };
    const comparison = {
      ComparisonOperator: 'GreaterThanOrEqualToThreshold' as const,
      Threshold: 1,
      EvaluationPeriods: 1,
    };
    await cloudWatch.send(
      new PutMetricAlarmCommand({ AlarmName: 'drift', ...metric, ...comparison, TreatMissingData: 'ignore' }),
    );
    await cloudWatch.send(
      new PutMetricDataCommand({ Namespace: 'Muster', MetricData: [{ MetricName: 'Drift', Value: 1 }] }),
    );
    for (let asked = 0; asked < 2; asked += 1) await cloudWatch.send(new DescribeAlarmsCommand({}));
    await listening.clock.advance(3600);
    const { MetricAlarms = [] } = await cloudWatch.send(new DescribeAlarmsCommand({}));
    expect(MetricAlarms[0]?.StateValue).toBe('ALARM');
    expect(received).toMatchObject([
      {
        account: SECURITY,
        region: REGION,
        source: 'aws.cloudwatch',
        detailType: 'CloudWatch Alarm State Change',
        resources: [MetricAlarms[0]?.AlarmArn],
        detail: { alarmName: 'drift', state: { value: 'ALARM' }, previousState: { value: 'INSUFFICIENT_DATA' } },
      },
    ]);
  });

  test('records metrics in log lines in the embedded format', async () => {
    const _aws = {
      Timestamp: 1,
      CloudWatchMetrics: [{ Namespace: 'Muster', Dimensions: [['region']], Metrics: [{ Name: 'Members' }] }],
    };
    recordEmbeddedMetrics(
      simulation,
      PLACE,
      `2026-01-01T00:00:00Z\tid\tINFO\t${JSON.stringify({ _aws, region: 'eu-west-1', Members: 61 })}`,
    );
    recordEmbeddedMetrics(simulation, PLACE, 'a line with "CloudWatchMetrics" that is none');
    expect((await client.send(new ListMetricsCommand({}))).Metrics).toEqual([
      { Namespace: 'Muster', MetricName: 'Members', Dimensions: [{ Name: 'region', Value: 'eu-west-1' }] },
    ]);
  });

  test('keeps dashboards for the account, in all regions', async () => {
    await client.send(new PutDashboardCommand({ DashboardName: 'd', DashboardBody: '{"widgets":[]}' }));
    const elsewhere = clientOf(CloudWatchClient, simulation, SECURITY, 'us-east-1');
    expect((await elsewhere.send(new GetDashboardCommand({ DashboardName: 'd' }))).DashboardBody).toBe(
      '{"widgets":[]}',
    );
    expect((await client.send(new ListDashboardsCommand({}))).DashboardEntries).toHaveLength(1);
    await client.send(new DeleteDashboardsCommand({ DashboardNames: ['d'] }));
    await expect(client.send(new GetDashboardCommand({ DashboardName: 'd' }))).rejects.toThrow(
      'Dashboard d does not exist',
    );
    await expect(client.send(new PutDashboardCommand({ DashboardName: 'd', DashboardBody: 'text' }))).rejects.toThrow(
      'validation errors',
    );
  });
});
