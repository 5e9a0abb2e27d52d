import type { Service } from '../kernel/service';
import { account } from './account';
import { guardduty } from './guardduty';
import { iam } from './iam';
import { kms } from './kms';
import { lambda } from './lambda';
import { organizations } from './organizations';
import { ssm } from './ssm';
import { states } from './states';

/** Every service of the simulated organization, by signing name. */
export const allServices: readonly Service[] = [account, guardduty, iam, kms, lambda, organizations, ssm, states];
