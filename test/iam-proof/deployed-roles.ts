import { type Simulation, stacksSettled } from '@muster/simulator';
import type { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { ServiceName } from '../../lambda/controllers/registry';
import { passName, roleOfPass } from '../../lib/host-parts';
import { MANAGEMENT, SECURITY } from '../accounts';
import { start } from '../lambda/organization-under-test';
import { appOf, stackOf } from '../lib/stacks/synthesized';

export type Name = ServiceName;

export const REGION = 'eu-west-1';

/** The stack that creates the role of each controller, and the account it is in. */
export const CONTROLLERS = {
  delegation: { stack: 'Delegation', account: MANAGEMENT },
  directory: { stack: 'OrganizationDirectory', account: SECURITY },
  guardduty: { stack: 'DetectionRoles', account: SECURITY },
  detective: { stack: 'DetectionRoles', account: SECURITY },
  invitations: { stack: 'DetectionRoles', account: SECURITY },
  policies: { stack: 'Delegation', account: MANAGEMENT },
} as const satisfies Readonly<Record<Name, object>>;

/** One account outside the organization, as the configuration lists it. */
export const OUTSIDE = {
  externalId: 'agreed-4711',
  accounts: [{ account: '900000000001', email: '900000000001@example.com' }],
};

interface Resource {
  readonly Type: string;
  readonly Properties?: { readonly Roles?: unknown };
}

type Resources = Readonly<Record<string, Resource>>;

export interface PolicyDocument {
  readonly Statement: readonly { readonly Sid?: string; readonly Action: string | readonly string[] }[];
}

/** A controller's role as CloudFormation creates it from the synthesized template. */
export interface DeployedRole {
  readonly arn: string;
  readonly documents: readonly PolicyDocument[];
}

/** The roles of all controllers, deployed from the synthesized templates into an organization of their own. */
export async function deployedRoles(
  input: Parameters<typeof appOf>[0] = {},
): Promise<Readonly<Record<Name, DeployedRole>>> {
  const app = appOf({
    outsideMembers: OUTSIDE,
    ...input,
    guardDuty: { enforcedBy: 'policy', ...input.guardDuty },
  });
  const simulation = await start();
  const made = Object.keys(CONTROLLERS).map(async (name) => [name, await deploy(simulation, app, name as Name)]);
  const roles = Object.fromEntries(await Promise.all(made));
  await simulation.stop();
  return roles;
}

async function deploy(simulation: Simulation, app: App, name: Name): Promise<DeployedRole> {
  const { stack, account } = CONTROLLERS[name];
  const { Resources: all } = Template.fromStack(stackOf(app, stack)).toJSON() as { Resources: Resources };
  const role = roleOf(all, name);
  const invoke = invokerOf(simulation, account);
  const template = { Resources: Object.fromEntries([...closure(all, role)].map((id) => [id, all[id]])) };
  const submission = {
    StackName: name,
    TemplateBody: JSON.stringify(template),
    Capabilities: ['CAPABILITY_NAMED_IAM'],
  };
  const { StackId } = await invoke<{ StackId: string }>('cloudformation', 'CreateStack', submission);
  await stacksSettled(simulation);
  const { StackResourceDetail } = await invoke<{ StackResourceDetail: { PhysicalResourceId: string } }>(
    'cloudformation',
    'DescribeStackResource',
    { StackName: StackId, LogicalResourceId: role },
  );
  return roleNamed(StackResourceDetail.PhysicalResourceId, invoke);
}

/** The credentials that a controller's function has in a region. */
export function credentialsOf(simulation: Simulation, name: Name, { arn }: DeployedRole, region = REGION) {
  const code = `arn:aws:lambda:${region}:${CONTROLLERS[name].account}:function:${passName(name)}`;
  return simulation.principals.assume(arn, 'pass', code).credentials;
}

type Invoke = <O>(service: string, operation: string, input: object) => Promise<O>;

/** Calls as an account's administrator. */
export function invokerOf(simulation: Simulation, account: string): Invoke {
  const as = { principal: simulation.principals.administrator(account), region: REGION };
  return (service, operation, input) => simulation.invoke(service, operation, input, as);
}

async function roleNamed(RoleName: string, invoke: Invoke): Promise<DeployedRole> {
  const { Role } = await invoke<{ Role: { Arn: string } }>('iam', 'GetRole', { RoleName });
  const { PolicyNames } = await invoke<{ PolicyNames: string[] }>('iam', 'ListRolePolicies', { RoleName });
  const documents = PolicyNames.map(async (PolicyName) => {
    const input = { RoleName, PolicyName };
    const { PolicyDocument } = await invoke<{ PolicyDocument: string }>('iam', 'GetRolePolicy', input);
    return JSON.parse(decodeURIComponent(PolicyDocument)) as PolicyDocument;
  });
  return { arn: Role.Arn, documents: await Promise.all(documents) };
}

/** The logical id of the role of a controller's function. */
function roleOf(all: Resources, name: Name): string {
  const named = roleOfPass(name).replaceAll('-', '');
  const found = Object.keys(all).find((id) => all[id]?.Type === 'AWS::IAM::Role' && id.includes(named));
  if (found === undefined) throw new Error(`no role ${roleOfPass(name)}`);
  return found;
}

/** A role, its policies, and the resources that these refer to. */
function closure(all: Resources, role: string): Set<string> {
  const policies = Object.entries(all).filter(
    ([, { Type, Properties }]) => Type === 'AWS::IAM::Policy' && referencesIn(Properties?.Roles).includes(role),
  );
  const found = new Set<string>();
  const open = [role, ...policies.map(([id]) => id)];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (found.has(id) || !all[id]) continue;
    found.add(id);
    open.push(...referencesIn(all[id]));
  }
  return found;
}

function referencesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('Ref' in value) return [String(value.Ref)];
  if ('Fn::GetAtt' in value) return [String([value['Fn::GetAtt']].flat()[0])];
  return Object.values(value).flatMap(referencesIn);
}

/** A policy document without one action; a statement with no other action is removed. */
export function without(action: string, document: PolicyDocument): PolicyDocument {
  const statements = document.Statement.map((statement) => ({
    ...statement,
    Action: [statement.Action].flat().filter((each) => each !== action),
  }));
  return { ...document, Statement: statements.filter(({ Action }) => Action.length > 0) };
}
