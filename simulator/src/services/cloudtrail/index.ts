import type { Operation, Service } from '../../contract/service';
import { AwsError } from '../../kernel/aws-error';
import * as schemas from './schemas';

/** Refuses a call that names one trail: no trail exists. */
const unknownTrail: Operation<{ readonly Name?: string; readonly TrailName?: string }> = (
  { Name, TrailName },
  call,
) => {
  const message = `Unknown trail: ${Name ?? TrailName} for the user: ${call.accountId}`;
  throw new AwsError('TrailNotFoundException', 400, message);
};

/** AWS CloudTrail for tools that list trails: there are none, and none can be created. */
export const cloudtrail: Service = {
  signingName: 'cloudtrail',
  schemas,
  protocol: 'json-1.1',
  target: 'CloudTrail_20131101',
  scope: 'regional',
  checks: ({ operation }) => [{ action: `cloudtrail:${operation}`, resource: '*' }],
  operations: {
    DescribeTrails: () => ({ trailList: [] }),
    ListTrails: () => ({ Trails: [] }),
    GetTrail: unknownTrail,
    GetTrailStatus: unknownTrail,
    GetEventSelectors: unknownTrail,
  },
  invalid: (message) => new AwsError('InvalidParameterException', 400, message),
};
