import { ids } from '../../../kernel/ids';
import type { Work } from '../resource-types/resource-type';
import type { Deployment } from './deployment';

/** The context for the handler of one resource. */
export function workOn(
  deployment: Pick<Deployment, 'world' | 'stack' | 'principal' | 'partition'>,
  logicalId: string,
  type: string,
  signal: AbortSignal,
  initiated: (physicalId: string) => void,
): Work {
  const { world, stack, principal, partition } = deployment;
  const { account, region } = stack;
  return {
    world,
    stack,
    logicalId,
    type,
    principal,
    accountId: account,
    region,
    partition,
    signal,
    call: (service, operation, input) => world.invoke(service, operation, input, { principal, region }),
    generatedName: (limit = 64, lowerCase = false) => {
      const name = generatedName(stack.name, logicalId, limit);
      return lowerCase ? name.toLowerCase() : name;
    },
    arn: (service, resource, place = 'regional') =>
      `arn:${partition}:${service}:${place === 'global' ? '' : region}:${account}:${resource}`,
    initiated,
  };
}

/** `<stack>-<logical id>-<12 random>`, the first two shortened to fit. */
export function generatedName(stackName: string, logicalId: string, limit = 255): string {
  const suffix = ids.upper(12);
  const room = limit - suffix.length - 2;
  const half = Math.floor(room / 2);
  const ofStack = stackName.slice(0, Math.max(half, room - logicalId.length));
  return `${ofStack}-${logicalId.slice(0, room - ofStack.length)}-${suffix}`;
}
