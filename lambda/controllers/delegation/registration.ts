/** Read by `lib` too: no SDK. */
import type { Registration } from '../../reconcile/registration';
import { type DelegationDesired, delegationDesired } from './desired';
import { permissions } from './permissions';

export const delegationRegistration: Registration<DelegationDesired> = {
  service: 'delegation',
  name: 'Delegation',
  title: 'Delegation',
  resourceType: 'Custom::Delegation',
  description: 'One pass over trusted access, delegated administrators and detectors of the management account.',
  schema: delegationDesired,
  caller: ({ managementAccount }) => managementAccount,
  region: ({ homeRegion }) => homeRegion,
  regions: ({ regions }) => regions.map(({ region }) => region),
  physicalId: ({ service }) => service,
  permissions,
  reportsDeniedRegions: true,
};
