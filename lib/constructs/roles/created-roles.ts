import { CompositePrincipal, type IPrincipal, type IRole, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { PermissionSet } from '../../../lambda/aws/permissions/permission-set';
import type { Desired, ServiceName } from '../../../lambda/controllers/registry';
import { controllerPermissions } from '../../controller-permissions';
import { type HostName, type Part, partName, partPermissions, passName, roleOfPass } from '../../host-parts';
import { EVERYWHERE, type Place } from '../../names';
import type { HostRoles } from './host-roles';
import { acknowledgeWildcards, statementOf } from './permission-statements';
import { ServiceRole } from './service-role';

export interface CreatedRolesProps {
  readonly host: HostName;
  /** with the region `EVERYWHERE` the roles are for all regions and have fixed names */
  readonly place: Place;
  /** the desired states of the host's controllers, in all its regions */
  readonly desired: readonly Desired[];
  /** the log group of the functions: an ARN, or a pattern of ARNs */
  readonly log: string;
  /** the dead-letter queue: an ARN, or a pattern of ARNs */
  readonly undelivered: string;
  /** whether rules start its repairs, in addition to its schedule */
  readonly startedByRules?: boolean;
}

const NAMED_BY_CLOUDFORMATION = 'CloudFormation chooses the name when it creates the stack';

/** Creates the roles of a controller host: one for each kind of function and state machine, with exactly the permissions it uses. */
export class CreatedRoles extends Construct implements HostRoles {
  private readonly parts: Readonly<Record<Part, ServiceRole>>;
  private readonly passes: ReadonlyMap<ServiceName, ServiceRole>;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: CreatedRolesProps,
  ) {
    super(scope, id);
    const { desired } = props;
    const services = [...new Set(desired.map(({ service }) => service))];
    this.passes = new Map(services.map((service) => [service, this.createPassRole(service)]));
    this.parts = this.createParts(services);
  }

  /** Without policy updates: the CDK would grant more than a state machine or function uses. */
  of(part: Part): IRole {
    return this.parts[part].withoutPolicyUpdates();
  }

  ofPass(service: ServiceName): IRole {
    const role = this.passes.get(service);
    if (!role) throw new Error(`the ${this.props.host} host has no ${service} controller`);
    return role;
  }

  private createPassRole(service: ServiceName): ServiceRole {
    const sets = controllerPermissions(this.props.desired.filter((desired) => desired.service === service));
    const description = `Runs the passes of the ${service} controller.`;
    return this.ofFunctions(roleOfPass(service), [passName(service)], description, sets);
  }

  private createParts(services: readonly ServiceName[]): Record<Part, ServiceRole> {
    const { host, undelivered } = this.props;
    const sets = partPermissions(host, services);
    const name = (part: Parameters<typeof partName>[1]) => partName(host, part);
    const park = {
      sid: 'Park',
      actions: ['sqs:SendMessage'],
      resources: [undelivered],
      reason: NAMED_BY_CLOUDFORMATION,
    };
    const framework = [name('framework-is-complete'), name('framework-on-timeout')];
    return {
      'custom-resource': this.ofFunctions(
        name('custom-resource'),
        [name('custom-resource')],
        'Answers custom resources with passes of their controllers.',
        sets['custom-resource'],
      ),
      'framework-on-event': this.ofFunctions(
        name('framework-on-event'),
        [name('framework-on-event')],
        "The function of the CDK's provider framework that CloudFormation invokes.",
        sets['framework-on-event'],
      ),
      'framework-waiter': this.ofFunctions(
        name('framework-waiter'),
        framework,
        "The functions of the CDK's provider framework that wait for completion.",
        sets['framework-waiter'],
      ),
      waiter: this.create(
        name('waiter'),
        this.trusted('states'),
        'Waits until custom resources are complete.',
        sets.waiter,
      ),
      repair: this.create(name('repair'), this.trusted('states'), 'Runs the passes of a repair.', [
        ...sets.repair,
        park,
      ]),
      start: this.create(name('start'), this.starters(), 'Starts repairs.', [...sets.start, park]),
    };
  }

  private ofFunctions(
    name: string,
    functions: readonly string[],
    description: string,
    sets: readonly PermissionSet[],
  ): ServiceRole {
    const log: PermissionSet = {
      sid: 'WriteItsLog',
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [this.props.log],
      reason: NAMED_BY_CLOUDFORMATION,
    };
    return this.create(name, new ServicePrincipal('lambda.amazonaws.com'), description, [log, ...sets], functions);
  }

  private create(
    name: string,
    assumedBy: IPrincipal,
    description: string,
    sets: readonly PermissionSet[],
    functions: readonly string[] = [],
  ): ServiceRole {
    const { place } = this.props;
    const role = new ServiceRole(this, name, {
      ...(place.region === EVERYWHERE && { roleName: name }),
      assumedBy,
      description,
      statements: sets.map((set) => statementOf(set, place, functions)),
    });
    acknowledgeWildcards(role, sets, place);
    return role;
  }

  private starters(): IPrincipal {
    const { partition, account, region } = this.props.place;
    const group = `arn:${partition}:scheduler:${region}:${account}:schedule-group/default`;
    const schedule = this.trusted('scheduler', { ArnLike: { 'aws:SourceArn': group } });
    return this.props.startedByRules ? new CompositePrincipal(schedule, this.trusted('events')) : schedule;
  }

  private trusted(service: string, conditions: Readonly<Record<string, unknown>> = {}): ServicePrincipal {
    return new ServicePrincipal(`${service}.amazonaws.com`, {
      conditions: { StringEquals: { 'aws:SourceAccount': this.props.place.account }, ...conditions },
    });
  }
}
