// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders as IAM writes them
/** Names and permissions of the parts of a controller host: roles are created before their parts, and refer to them by name. */
import type { PermissionSet } from '../lambda/aws/permissions/permission-set';
import { passFunction } from '../lambda/controllers/directory/desired';
import type { ServiceName } from '../lambda/controllers/registry';
import { ACCEPTANCE_ROLE } from './names';

/** The stack whose controllers a host runs. */
export type HostName = 'delegation' | 'directory' | 'detection';

/** The functions and state machines of a host beside the controllers; each has a role of its own. */
export type Part = 'custom-resource' | 'framework-on-event' | 'framework-waiter' | 'waiter' | 'repair' | 'start';

/** Name of the function that runs the passes of a controller. */
export function passName(service: ServiceName): string {
  return passFunction(service);
}

/** Name of that function's role. */
export function roleOfPass(service: ServiceName): string {
  return service === 'invitations' ? ACCEPTANCE_ROLE : passName(service);
}

/** Name of the role that forwards findings and alarms from every region. */
export const FORWARDER = 'muster-detection-forwarder';

/** Name of a function or state machine of a host, and of its role. */
export function partName(host: HostName, part: Part | 'framework-is-complete' | 'framework-on-timeout'): string {
  return `muster-${host}-${part}`;
}

const functionArn = (name: string) => `arn:\${partition}:lambda:\${region}:\${account}:function:${name}`;
const machineArn = (name: string) => `arn:\${partition}:states:\${region}:\${account}:stateMachine:${name}`;

/** The framework invokes a function, after checking that it is ready. */
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
 * The permissions of each part of a host, beside writing its log and parking messages.
 * @param services whose controllers the host runs
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
