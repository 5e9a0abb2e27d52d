import { type IRole, Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { ServiceName } from '../../../lambda/controllers/registry';
import { FORWARDER, type HostName, type Part, partName, roleOfPass } from '../../host-parts';
import type { Place } from '../../names';
import type { HostRoles } from './host-roles';

/** The roles of a host that another stack creates for all regions, imported by their names. */
export class ImportedRoles extends Construct implements HostRoles {
  constructor(
    scope: Construct,
    id: string,
    private readonly host: HostName,
    private readonly place: Place,
  ) {
    super(scope, id);
  }

  of(part: Part): IRole {
    return this.named(partName(this.host, part));
  }

  ofPass(service: ServiceName): IRole {
    return this.named(roleOfPass(service));
  }

  ofForwarder(): IRole {
    return this.named(FORWARDER);
  }

  private named(name: string): IRole {
    const { partition, account } = this.place;
    return Role.fromRoleArn(this, name, `arn:${partition}:iam::${account}:role/${name}`, { mutable: false });
  }
}
