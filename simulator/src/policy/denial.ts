import type { Check } from './check';

/** Which kind of policy keeps somebody from something, in the words AWS has for it. */
export type Ground = 'identity-based policy' | 'permissions boundary' | 'service control policy';

/** @param explicit whether a Deny says no, or no Allow says yes */
export interface Denial extends Pick<Check, 'action' | 'resource'> {
  readonly ground: Ground;
  readonly explicit: boolean;
}

/** "User: … is not authorized to perform: … on resource: …" with the reason, as AWS tells it. */
export function wordsOf(userArn: string, { action, resource, ground, explicit }: Denial): string {
  const article = ground === 'identity-based policy' ? 'an' : 'a';
  const reason = explicit
    ? `with an explicit deny in ${article} ${ground}`
    : `because no ${ground} allows the ${action} action`;
  return `User: ${userArn} is not authorized to perform: ${action} on resource: ${resource} ${reason}`;
}
