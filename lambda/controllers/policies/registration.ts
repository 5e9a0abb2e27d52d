/** Read by `lib` too: no SDK. */
import type { Registration } from '../../reconcile/registration';
import { type PoliciesDesired, policiesDesired } from './desired';
import { permissions } from './permissions';

export const policiesRegistration: Registration<PoliciesDesired> = {
  service: 'policies',
  name: 'GuardDuty policies',
  title: 'Policies',
  resourceType: 'Custom::GuardDutyPolicies',
  description: 'One pass over the GuardDuty policies of the organization: compiles, attaches and verifies them.',
  schema: policiesDesired,
  caller: ({ managementAccount }) => managementAccount,
  region: ({ homeRegion }) => homeRegion,
  physicalId: ({ service }) => service,
  permissions,
};
