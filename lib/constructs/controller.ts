import { CfnOutput, CustomResource, Duration, Stack } from 'aws-cdk-lib';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import {
  assumeMemberRoles,
  migrationPermissions,
  type PermissionSet,
  permissions,
  readListing,
  removalPermissions,
} from '../../lambda/aws/permissions';
import type { DelegationDesired } from '../../lambda/delegation/desired';
import type { DetectiveDesired } from '../../lambda/detective/desired';
import type { DirectoryDesired } from '../../lambda/directory/desired';
import type { GuardDutyDesired } from '../../lambda/guardduty/desired';
import type { InvitationsDesired } from '../../lambda/invitations/desired';
import { ACCEPTANCE_ROLE } from '../names';
import { ControllerAlarms } from './controller-alarms';
import type { ControllerHost } from './controller-host';
import { HandlerFunction } from './handler-function';
import { acknowledgeWildcards, statementOf } from './statements';

export type Desired = DelegationDesired | DetectiveDesired | DirectoryDesired | GuardDutyDesired | InvitationsDesired;

const RESOURCE_TYPES = {
  delegation: 'Custom::Delegation',
  directory: 'Custom::OrganizationDirectory',
  guardduty: 'Custom::GuardDuty',
  detective: 'Custom::Detective',
  invitations: 'Custom::Invitations',
} as const;

export interface ControllerProps {
  readonly host: ControllerHost;
  readonly desired: Desired;
  /** what the function does, for the console */
  readonly description: string;
}

/**
 * One controller: the function that does a pass, the custom resource that asks for the desired state and waits until it is
 * reached, and the schedule that asks for the same again and again.
 */
export class Controller extends Construct {
  /** the pass: observe, plan, apply */
  readonly pass: HandlerFunction;
  readonly resource: CustomResource;
  readonly desired: Desired;
  /** about what a pass counts */
  readonly alarms: readonly Alarm[];

  constructor(scope: Construct, id: string, { host, desired, description }: ControllerProps) {
    super(scope, id);
    this.desired = desired;
    this.pass = this.createPass(host, desired, description);
    host.admit(this.pass);
    const desiredJson = JSON.stringify(desired);
    this.resource = new CustomResource(this, 'State', {
      serviceToken: host.provider.serviceToken,
      resourceType: RESOURCE_TYPES[desired.service],
      properties: { Desired: desiredJson, Pass: this.pass.functionArn },
    });
    this.repairOnSchedule(host, desiredJson);
    const region = desired.service === 'delegation' ? desired.homeRegion : desired.region;
    this.alarms = new ControllerAlarms(this, 'Alarms', { service: desired.service, region }).alarms;
    this.report(id);
  }

  /** What the last deployment found, among the outputs of the stack. */
  private report(service: string): void {
    const stack = Stack.of(this);
    new CfnOutput(stack, `${service}Summary`, {
      description: `What the last deployment of ${service} found, in one line.`,
      value: this.resource.getAttString('Summary'),
    });
    new CfnOutput(stack, `${service}Exceptions`, {
      description: `How many exceptions to ${service} it found; the log has each with its reason.`,
      value: this.resource.getAttString('Exceptions'),
    });
  }

  private createPass(host: ControllerHost, desired: Desired, description: string): HandlerFunction {
    const { logGroup, undelivered } = host;
    const { code, place } = host.props;
    const sets = [
      ...permissions[desired.service],
      ...('listing' in desired && desired.listing ? [readListing(desired.listing)] : []),
      ...memberRoleSets(desired),
      ...removalSets(desired),
      ...migrationSets(desired),
    ];
    const pass = new HandlerFunction(this, 'Pass', {
      code,
      handler: desired.service,
      description,
      // below the 14 minutes of the function that waits for the answer
      timeout: Duration.minutes(13),
      memorySize: 512,
      logGroup,
      ...(desired.service === 'invitations' && { roleName: `${ACCEPTANCE_ROLE}-${desired.region}` }),
      statements: [...sets.map((set) => statementOf(set, place)), undelivered.mayPark()],
    });
    acknowledgeWildcards(this, sets, place);
    // a scheduled pass that fails three times is parked, and rings
    (pass.node.defaultChild as CfnFunction).deadLetterConfig = { targetArn: undelivered.queue.queueArn };
    return pass;
  }

  private repairOnSchedule(host: ControllerHost, desiredJson: string): void {
    const schedule = new CfnSchedule(this, 'Repair', {
      description: 'Looks again and repairs what is not as it should be.',
      scheduleExpression: host.props.schedule,
      // where the shared listing fails, regions need not all ask Organizations in the same minute
      flexibleTimeWindow: { mode: 'FLEXIBLE', maximumWindowInMinutes: 15 },
      target: {
        arn: this.pass.functionArn,
        roleArn: host.schedulerRole.roleArn,
        input: desiredJson,
        deadLetterConfig: { arn: host.undelivered.queue.queueArn },
        retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 10 },
      },
    });
    // no pass beside the deployment's own, neither before the first nor while the stack is deleted
    schedule.node.addDependency(this.resource);
  }
}

/** The roles it assumes, named as the configuration names them. */
function memberRoleSets(desired: Desired): PermissionSet[] {
  if (desired.service !== 'invitations') return [];
  const names = [...new Set(desired.groups.map(({ role }) => role.name))].sort();
  return names.length > 0 ? [assumeMemberRoles(names)] : [];
}

/** What the function may take away, as far as the configuration asks for it. */
function removalSets(desired: Desired): PermissionSet[] {
  if (desired.onRemoval === 'retain') return [];
  const destroys =
    'destroyGraph' in desired ? desired.destroyGraph : 'destroyGraphs' in desired && desired.destroyGraphs;
  const suspends = 'suspendMembers' in desired && desired.suspendMembers;
  return removalPermissions[desired.service].filter(
    ({ sid }) => (sid !== 'DestroyGraphs' || destroys) && (sid !== 'SuspendMembers' || suspends),
  );
}

function migrationSets(desired: Desired): PermissionSet[] {
  return desired.service === 'delegation' && desired.migrateFrom ? migrationPermissions(desired.migrateFrom) : [];
}
