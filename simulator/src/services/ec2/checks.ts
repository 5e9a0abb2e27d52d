import type { Checks } from '../../contract/service';

/** EC2: what regions there are is no resource. */
export const checks: Checks = ({ operation }) => [{ action: `ec2:${operation}`, resource: '*' }];
