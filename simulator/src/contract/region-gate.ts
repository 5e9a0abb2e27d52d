import { AwsError, NoAnswer } from '../kernel/aws-error';
import { type RegionFact, regionFacts } from '../organization/regions';
import type { Service } from './service';
import type { World } from './world';

/**
 * Whether a call to a regional service gets through: the region must exist and offer the service (otherwise no endpoint
 * answers), and the account must have enabled an opt-in region (otherwise its tokens are not valid there).
 */
export function gate(service: Service, region: string, accountId: string, world: World): void {
  if (service.scope === 'global') return;
  const fact = regionFacts(world.partition).find((each: RegionFact) => each.region === region);
  if (!fact || fact.notOffered.includes(service.signingName))
    throw new NoAnswer('ENOTFOUND', `getaddrinfo ENOTFOUND ${service.signingName}.${region}.amazonaws.com`);
  if (fact.optIn && !world.organization.accounts.get(accountId)?.optedIn.has(region)) throw unknownCaller(service);
}

/** AWS's answer to a token it does not accept: an unknown key, or a region the account has not enabled. */
export function unknownCaller(service: Service): AwsError {
  if (service.protocol === 'rest-xml')
    return new AwsError('InvalidAccessKeyId', 403, 'The AWS Access Key Id you provided does not exist in our records.');
  if (service.protocol === 'ec2-query')
    return new AwsError('AuthFailure', 401, 'AWS was not able to validate the provided access credentials');
  const code = service.protocol === 'query' ? 'InvalidClientTokenId' : 'UnrecognizedClientException';
  return new AwsError(code, 403, 'The security token included in the request is invalid.');
}
