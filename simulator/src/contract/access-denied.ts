import { AwsError } from '../kernel/aws-error';
import { type Denial, denialMessage } from '../policy/denial';
import type { Service } from './service';

/** JSON services of version 1.x refuse with 400; query and XML ones have the shorter code. */
export function denied({ protocol }: Pick<Service, 'protocol'>, userArn: string, denial: Denial): AwsError {
  const words = denialMessage(userArn, denial);
  if (protocol === 'ec2-query')
    return new AwsError('UnauthorizedOperation', 403, `You are not authorized to perform this operation. ${words}`);
  if (protocol === 'query' || protocol === 'rest-xml') return new AwsError('AccessDenied', 403, words);
  return new AwsError('AccessDeniedException', protocol === 'rest-json' ? 403 : 400, words);
}
