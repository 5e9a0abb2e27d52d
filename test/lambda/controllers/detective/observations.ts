import type { GraphMember } from '../../../../lambda/aws/detective/graph';
import type { DetectiveObserved } from '../../../../lambda/controllers/detective/observe';
import { MANAGEMENT, SECURITY } from '../../../accounts';

/** when everything is observed */
export const NOW = Date.parse('2026-01-02T00:00:00Z');
export const SHOP = '333333333333';
export const account = (id: string, state = 'ACTIVE') => ({ id, name: '', email: `${id}@example.com`, state });

/** A region in which everything is as `detective()` desires: management account, administrator, one member. */
export function converged(parts: Partial<DetectiveObserved> = {}): DetectiveObserved {
  const ids = [MANAGEMENT, SHOP];
  return {
    accounts: [account(SECURITY), ...ids.map((id) => account(id))],
    units: new Map(),
    graph: 'arn:aws:detective:eu-west-1:222222222222:graph:0123456789abcdef0123456789abcdef',
    autoEnable: true,
    members: ids.map((id) => ({ account: id, status: 'ENABLED' })),
    packages: { DETECTIVE_CORE: 'STARTED', EKS_AUDIT: 'STARTED' },
    guardDuty: [],
    at: NOW,
    ...parts,
  };
}

/** The same region with its member in another state, or not in the graph. */
export const withShop = (shop: Omit<GraphMember, 'account'> | undefined, parts: Partial<DetectiveObserved> = {}) => {
  const management = { account: MANAGEMENT, status: 'ENABLED' };
  return converged({ members: shop ? [management, { account: SHOP, ...shop }] : [management], ...parts });
};
