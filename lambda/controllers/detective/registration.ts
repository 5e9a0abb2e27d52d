/** Read by `lib` too: no SDK. */
import { inOneRegion, type Registration } from '../../reconcile/registration';
import { passMarkOf } from '../directory/desired';
import { type DetectiveDesired, detectiveDesired } from './desired';
import { permissions } from './permissions';

export const detectiveRegistration: Registration<DetectiveDesired> = {
  service: 'detective',
  name: 'Detective',
  title: 'Detective',
  resourceType: 'Custom::Detective',
  description: 'One pass over Detective: behavior graph, members and data source packages of this region.',
  schema: detectiveDesired,
  ...inOneRegion,
  permissions,
  mark: passMarkOf,
};
