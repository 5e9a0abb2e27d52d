import { AwsError } from '../kernel/aws-error';
import type { Service } from '../kernel/service';
import type { Check } from './checks/check';

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

/** JSON services of version 1.x refuse with 400; query and XML ones have the shorter code. */
export function denied({ protocol }: Pick<Service, 'protocol'>, userArn: string, denial: Denial): AwsError {
  const words = wordsOf(userArn, denial);
  if (protocol === 'ec2-query')
    return new AwsError('UnauthorizedOperation', 403, `You are not authorized to perform this operation. ${words}`);
  if (protocol === 'query' || protocol === 'rest-xml') return new AwsError('AccessDenied', 403, words);
  return new AwsError('AccessDeniedException', protocol === 'rest-json' ? 403 : 400, words);
}
