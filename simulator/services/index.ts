import type { Service } from '../kernel/service';
import { account } from './account';
import { guardduty } from './guardduty';
import { iam } from './iam';
import { organizations } from './organizations';
import { ssm } from './ssm';

/** Every service of the simulated organization, by signing name. */
export const allServices: readonly Service[] = [account, guardduty, iam, organizations, ssm];
