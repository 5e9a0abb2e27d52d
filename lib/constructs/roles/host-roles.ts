import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { ServiceName } from '../../../lambda/controllers/registry';
import type { Part } from '../../host-parts';

/** Who the parts of a host are: made with it, or once for the hosts of all regions. */
export interface HostRoles {
  of(part: Part): IRole;
  /** of a controller's function */
  ofPass(service: ServiceName): IRole;
}
