import { isAssumable } from '../../contract/role-access';
import type { Call } from '../../contract/service';
import { roleNotAssumable } from './errors';

/** Refuses a role that does not exist or does not trust the Lambda service, as CreateFunction does. */
export async function requireAssumable(roleArn: string, { world, region }: Call): Promise<void> {
  const assumable = await isAssumable({ roleArn, service: 'lambda.amazonaws.com', region }, world);
  if (!assumable) throw roleNotAssumable();
}
