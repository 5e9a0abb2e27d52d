import type { StackProps } from 'aws-cdk-lib';
import type { Place } from '../names';
import type { Rollout } from '../rollout';

/** The administrator's account in its home region, where the findings bus is. */
export function hubOf(rollout: Rollout): Place {
  return { partition: rollout.partition, account: rollout.administrator, region: rollout.homeRegion };
}

/** What every stack says about itself. Tags of a stack go to all its resources. */
export function stackProps(rollout: Rollout, { account, region }: Place, description: string): StackProps {
  return {
    env: { account, region },
    description,
    tags: { application: 'muster', ...rollout.tags },
  };
}
