/** The management account of an organization that the simulator's `organizationOf` makes. */
export const MANAGEMENT = '111111111111';

/** The account of such an organization that becomes the delegated administrator. */
export const SECURITY = '222222222222';
