import type { OrganizationAccount } from '../../../aws/organizations/organizations';
import type { Decision } from './decisions';

/** One account of the organization with its decision. */
export interface Decided {
  readonly account: OrganizationAccount;
  readonly decision: Decision;
}
