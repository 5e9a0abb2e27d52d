/** Read by `lib` too: no SDK. */
import { inOneRegion, type Registration } from '../../reconcile/registration';
import { passMarkOf } from '../directory/desired';
import { type GuardDutyDesired, guardDutyDesired } from './desired';
import { permissions } from './permissions';

export const guardDutyRegistration: Registration<GuardDutyDesired> = {
  service: 'guardduty',
  name: 'GuardDuty',
  title: 'GuardDuty',
  resourceType: 'Custom::GuardDuty',
  description: 'One pass over GuardDuty: organization configuration, members and protection plans of this region.',
  schema: guardDutyDesired,
  ...inOneRegion,
  permissions,
  mark: passMarkOf,
};
