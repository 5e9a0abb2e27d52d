import type { Check } from './check';

/** The kind of policy that denies an access, in AWS's words. */
export type Ground = 'identity-based policy' | 'permissions boundary' | 'service control policy';

/** @param explicit whether a statement denies it; otherwise no statement allows it */
export interface Denial extends Pick<Check, 'action' | 'resource'> {
  readonly ground: Ground;
  readonly explicit: boolean;
}

/** "User: … is not authorized to perform: … on resource: …" with the reason, in AWS's words. */
export function denialMessage(userArn: string, { action, resource, ground, explicit }: Denial): string {
  const article = ground === 'identity-based policy' ? 'an' : 'a';
  const reason = explicit
    ? `with an explicit deny in ${article} ${ground}`
    : `because no ${ground} allows the ${action} action`;
  return `User: ${userArn} is not authorized to perform: ${action} on resource: ${resource} ${reason}`;
}
