// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders as IAM writes them
/** What a host of controllers consists of, by name: roles are made before what they are for, and name what they may use. */
import type { PermissionSet } from '../lambda/aws/permissions/permission-set';
import type { ServiceName } from '../lambda/controllers/registry';
import { ACCEPTANCE_ROLE } from './names';

/** Which stack's controllers it is that a part is there for. */
export type HostName = 'delegation' | 'directory' | 'detection';

/** What acts beside the controllers: each has a role of its own. */
export type Part = 'custom-resource' | 'framework-on-event' | 'framework-waiter' | 'waiter' | 'repair' | 'start';

/** The function that does the passes of a controller. */
export function passName(service: ServiceName): string {
  return `muster-${service}-pass`;
}

/** What that function runs as. */
export function roleOfPass(service: ServiceName): string {
  return service === 'invitations' ? ACCEPTANCE_ROLE : passName(service);
}

/** What forwards findings and alarms from every region. */
export const FORWARDER = 'muster-detection-forwarder';

/** A function, a state machine or a role of a host. */
export function partName(host: HostName, part: Part | 'framework-is-complete' | 'framework-on-timeout'): string {
  return `muster-${host}-${part}`;
}

const functionArn = (name: string) => `arn:\${partition}:lambda:\${region}:\${account}:function:${name}`;
const machineArn = (name: string) => `arn:\${partition}:states:\${region}:\${account}:stateMachine:${name}`;

/** What the framework does with a function: calls it, and looks whether it is ready to be called. */
function asks(name: string): PermissionSet {
  return { sid: 'Ask', actions: ['lambda:InvokeFunction', 'lambda:GetFunction'], resources: [functionArn(name)] };
}

function invoke(names: readonly string[]): PermissionSet {
  return { sid: 'Invoke', actions: ['lambda:InvokeFunction'], resources: names.map(functionArn) };
}

function start(name: string): PermissionSet {
  return { sid: 'Start', actions: ['states:StartExecution'], resources: [machineArn(name)] };
}

/**
 * What each part of a host may do, beside writing its log and parking what failed.
 * @param services of its controllers
 */
export function partPermissions(
  host: HostName,
  services: readonly ServiceName[],
): Readonly<Record<Part, readonly PermissionSet[]>> {
  const passes = invoke(services.map(passName));
  const asked = asks(partName(host, 'custom-resource'));
  const framework = [partName(host, 'framework-is-complete'), partName(host, 'framework-on-timeout')];
  return {
    'custom-resource': [passes],
    'framework-on-event': [asked, start(partName(host, 'waiter'))],
    'framework-waiter': [asked],
    waiter: [invoke(framework)],
    repair: [passes],
    start: [start(partName(host, 'repair'))],
  };
}
