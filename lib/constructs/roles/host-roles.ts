import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { ServiceName } from '../../../lambda/controllers/registry';
import type { Part } from '../../host-parts';

/** The roles of a controller host's parts: created with the host, or once for the hosts of all regions. */
export interface HostRoles {
  of(part: Part): IRole;
  /** the role of a controller's function */
  ofPass(service: ServiceName): IRole;
}
