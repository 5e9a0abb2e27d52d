import { connectFunctions } from '../aws/lambda/functions-client';
import { RolloutError } from './errors';
import type { IsCompleteEvent } from './event';

/**
 * The Provider's `isComplete` for every controller of a stack: one provider serves them all, and each pass runs in the
 * function of its controller, with its role. The custom resource names that function in `Pass`.
 */
export async function isComplete(event: IsCompleteEvent): Promise<unknown> {
  const { Pass: pass = '' } = event.ResourceProperties;
  if (pass === '')
    throw new RolloutError('InvalidDesiredState', 'reading the custom resource: it names no function in Pass', {
      hint: 'deploy stack and handler from the same version',
    });
  // arn:<partition>:lambda:<region>:<account>:function:<name>
  const [, , , region = ''] = pass.split(':');
  return connectFunctions(region).invoke(pass, event);
}
