import { type CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { call } from './call';

/** CloudFormation in one region: what it does to the stack that a controller belongs to. */
export class CloudFormation {
  constructor(
    private readonly client: CloudFormationClient,
    private readonly region: string,
  ) {}

  /** Whether CloudFormation takes back a deployment that failed, rather than doing what somebody asked for. */
  async isRollingBack(stackId: string): Promise<boolean> {
    const { Stacks: [stack] = [] } = await call(`reading CloudFormation stack (${stackId})`, this.region, () =>
      this.client.send(new DescribeStacksCommand({ StackName: stackId })),
    );
    return stack?.StackStatus?.includes('ROLLBACK') ?? false;
  }
}
