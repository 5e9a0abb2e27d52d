import type { Checks } from '../../contract/service';

/** EC2: regions are not authorized on a resource. */
export const checks: Checks = ({ operation }) => [{ action: `ec2:${operation}`, resource: '*' }];
