import type { Service } from '../../contract/service';
import { checks } from './checks';
import { invalidValue } from './errors';
import { describeRegions } from './operations/describe-regions';
import * as schemas from './schemas';

/** Amazon EC2 for tools that list regions. */
export const ec2: Service = {
  signingName: 'ec2',
  schemas,
  protocol: 'ec2-query',
  version: '2016-11-15',
  namespace: 'http://ec2.amazonaws.com/doc/2016-11-15/',
  scope: 'regional',
  checks,
  operations: { DescribeRegions: describeRegions },
  invalid: invalidValue,
};
