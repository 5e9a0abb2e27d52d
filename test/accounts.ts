/** The management account of the organizations that `organizationOf` of the simulator makes. */
export const MANAGEMENT = '111111111111';

/** Their account that becomes the delegated administrator. */
export const SECURITY = '222222222222';
