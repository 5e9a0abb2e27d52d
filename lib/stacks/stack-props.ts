import type { StackProps } from 'aws-cdk-lib';
import type { Place } from '../names';
import type { Rollout } from '../rollout';

/** The place of the findings bus: the administrator's account, home region. */
export function hubOf(rollout: Rollout): Place {
  return { partition: rollout.partition, account: rollout.administrator, region: rollout.homeRegion };
}

/** The properties of every stack. CloudFormation adds a stack's tags to all its resources. */
export function stackProps(rollout: Rollout, { account, region }: Place, description: string): StackProps {
  return {
    env: { account, region },
    description,
    tags: { application: 'muster', ...rollout.tags },
  };
}
