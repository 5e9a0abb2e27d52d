/** The AWS CLI's commands against the model of the same operations in the SDK's clients. */

const CLIENTS: Readonly<Record<string, () => Promise<object>>> = {
  account: () => import('@aws-sdk/client-account'),
  cloudtrail: () => import('@aws-sdk/client-cloudtrail'),
  events: () => import('@aws-sdk/client-eventbridge'),
  scheduler: () => import('@aws-sdk/client-scheduler'),
  guardduty: () => import('@aws-sdk/client-guardduty'),
  detective: () => import('@aws-sdk/client-detective'),
  lambda: () => import('@aws-sdk/client-lambda'),
  organizations: () => import('@aws-sdk/client-organizations'),
  secretsmanager: () => import('@aws-sdk/client-secrets-manager'),
  stepfunctions: () => import('@aws-sdk/client-sfn'),
};

/** Options that every command takes. */
const GLOBAL = ['--region', '--profile'];

/** `[9, namespace, name, traits, () => input, () => output]`, as the clients carry operations. */
type Operation = readonly [9, string, string, unknown, () => Structure, () => Structure];
/** `[3, namespace, name, traits, names of members, …]` */
type Structure = readonly [3, string, string, unknown, readonly string[], ...unknown[]];

/**
 * The mistakes in a command of the AWS CLI; none if service, operation and parameters exist.
 * @param words the command as a shell splits it: `aws <service> <operation> [--<parameter> <value>] …`
 */
export async function awsMistakes([, service = '', operation = '', ...args]: readonly string[]): Promise<string[]> {
  const client = await CLIENTS[service]?.();
  if (!client) return [`there is no client for ${service} here`];
  const plain = (name: string) => name.replaceAll('-', '').toLowerCase();
  const found = Object.entries(client).find(([name]) => name.toLowerCase() === `${plain(operation)}$`);
  if (!found) return [`${service} has no operation ${operation}`];
  const members = inputOf(found[1] as Operation)[4].map(plain);
  return args
    .filter((arg) => arg.startsWith('--'))
    .filter((arg) => !GLOBAL.includes(arg) && !members.includes(plain(arg)))
    .map((arg) => `${service} ${operation} has no parameter ${arg}`);
}

function inputOf(operation: Operation): Structure {
  return operation[4]();
}
