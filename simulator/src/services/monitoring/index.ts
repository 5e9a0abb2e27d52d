import * as schemas from '@aws-sdk/client-cloudwatch';
import type { Service } from '../../contract/service';
import { checks } from './checks';
import { validation } from './errors';
import { deleteAlarms, describeAlarms, putMetricAlarm, setAlarmState } from './operations/alarms';
import { deleteDashboards, getDashboard, listDashboards, putDashboard } from './operations/dashboards';
import { getMetricData, getMetricStatistics, listMetrics, putMetricData } from './operations/metrics';
import { tags } from './operations/tags';

/** Amazon CloudWatch: metrics, alarms, dashboards. */
export const monitoring: Service = {
  signingName: 'monitoring',
  schemas,
  protocol: 'json-1.0',
  target: 'GraniteServiceVersion20100801',
  version: '2010-08-01',
  namespace: 'http://monitoring.amazonaws.com/doc/2010-08-01/',
  scope: 'regional',
  checks,
  operations: {
    ...tags,
    DeleteAlarms: deleteAlarms,
    DeleteDashboards: deleteDashboards,
    DescribeAlarms: describeAlarms,
    GetDashboard: getDashboard,
    GetMetricData: getMetricData,
    GetMetricStatistics: getMetricStatistics,
    ListDashboards: listDashboards,
    ListMetrics: listMetrics,
    PutDashboard: putDashboard,
    PutMetricAlarm: putMetricAlarm,
    PutMetricData: putMetricData,
    SetAlarmState: setAlarmState,
  },
  invalid: validation,
};
