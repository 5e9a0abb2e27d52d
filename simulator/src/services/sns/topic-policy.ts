import { haveOwnIds } from '../../policy/statement-ids';
import { invalidParameter } from './errors';

/** A topic's policy: JSON whose statements, if there are several, each have an id of their own. */
export function checkPolicy(policy: string): void {
  if (!haveOwnIds(parsed(policy), 'refused')) throw invalidParameter('Every policy statement must have a unique ID');
}

function parsed(policy: string): unknown {
  try {
    return JSON.parse(policy);
  } catch {
    throw invalidParameter('Policy Error: null');
  }
}
