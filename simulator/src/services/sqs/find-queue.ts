import type { Call } from '../../contract/service';
import { admits } from '../../policy/resource-policy';
import { accessDenied, noQueue } from './errors';
import { type Queue, queues } from './state';

/**
 * The queue with a URL, on any host, if the caller may perform `action` on it.
 * @throws AwsError QueueDoesNotExist, AccessDenied
 */
export function findQueue(queueUrl: string | undefined, action: string, call: Call): Queue {
  const [accountId = '', name = ''] = (queueUrl ?? '').split('?')[0]?.split('/').slice(-2) ?? [];
  const found = call.world.state.peek(queues, accountId, call.region)?.get(name);
  if (!found) throw noQueue();
  const access = { principal: call.caller, action, resource: found.arn };
  if (!admits(found.attributes.get('Policy'), found.accountId, access, call.world))
    throw accessDenied(call.caller.arn, action, found.arn);
  return found;
}
