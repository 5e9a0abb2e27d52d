/** Read by `lib` too: no SDK. */
import { inOneRegion, type Registration } from '../../reconcile/registration';
import { passMarkOf } from '../directory/desired';
import { type InvitationsDesired, invitationsDesired } from './desired';
import { permissions } from './permissions';

export const invitationsRegistration: Registration<InvitationsDesired> = {
  service: 'invitations',
  name: 'Outside members',
  title: 'Invitations',
  resourceType: 'Custom::Invitations',
  description: 'One pass over accounts outside the organization: invited, and accepted through a role in each.',
  schema: invitationsDesired,
  ...inOneRegion,
  permissions,
  mark: passMarkOf,
};
