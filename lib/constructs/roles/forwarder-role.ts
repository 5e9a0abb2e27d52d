import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { EVERYWHERE, findingsBusArn, type Place } from '../../names';
import { ServiceRole } from './service-role';

export interface ForwarderRoleProps {
  /** where the events arise */
  readonly place: Place;
  /** where the findings bus is */
  readonly hub: Place;
  /** set if other stacks refer to it; chosen by CloudFormation if absent */
  readonly roleName?: string;
}

/** The role with which rules put events on the findings bus. */
export class ForwarderRole extends ServiceRole {
  constructor(scope: Construct, id: string, { place, hub, roleName }: ForwarderRoleProps) {
    const where = place.region === EVERYWHERE ? 'every governed region' : place.region;
    super(scope, id, {
      ...(roleName !== undefined && { roleName }),
      description: `Puts events of ${where} on the findings bus in ${hub.region}.`,
      assumedBy: new ServicePrincipal('events.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': place.account } },
      }),
      statements: [new PolicyStatement({ actions: ['events:PutEvents'], resources: [findingsBusArn(hub)] })],
    });
  }
}
