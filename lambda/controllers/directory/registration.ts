/** Read by `lib` too: no SDK. */
import { inOneRegion, type Registration } from '../../reconcile/registration';
import { type DirectoryDesired, directoryDesired } from './desired';
import { permissions } from './permissions';

export const directoryRegistration: Registration<DirectoryDesired> = {
  service: 'directory',
  name: 'Organization directory',
  title: 'Directory',
  resourceType: 'Custom::OrganizationDirectory',
  description: 'One pass over the directory: lists the accounts of the organization for all regions.',
  schema: directoryDesired,
  ...inOneRegion,
  permissions,
};
