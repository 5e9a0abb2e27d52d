import type { ParameterTier, ParameterType, Tag } from '@aws-sdk/client-ssm';
import { Slot } from '../../kernel/slot';

export interface Version {
  readonly value: string;
  readonly modifiedAt: number;
  readonly modifiedBy: string;
  readonly description?: string;
}

export interface ParameterState {
  readonly name: string;
  readonly type: ParameterType;
  readonly tier: ParameterTier;
  readonly dataType: string;
  readonly keyId?: string;
  readonly allowedPattern?: string;
  tags: Tag[];
  /** oldest first; the version number is the index plus one */
  readonly versions: Version[];
}

/** The parameter of `cdk bootstrap` that CloudFormation checks, from the CDK CLI's bootstrap template. */
export const BOOTSTRAP_PARAMETER = '/cdk-bootstrap/hnb659fds/version';
export const BOOTSTRAP_VERSION = '33';

/** Parameters by name. Every account is bootstrapped in every region from the start. */
export const parameters = new Slot<Map<string, ParameterState>>(
  'ssm',
  'parameters',
  () =>
    new Map([
      [
        BOOTSTRAP_PARAMETER,
        {
          name: BOOTSTRAP_PARAMETER,
          type: 'String',
          tier: 'Standard',
          dataType: 'text',
          tags: [],
          versions: [
            { value: BOOTSTRAP_VERSION, modifiedAt: Date.UTC(2026, 0, 1), modifiedBy: 'cloudformation.amazonaws.com' },
          ],
        },
      ],
    ]),
);
