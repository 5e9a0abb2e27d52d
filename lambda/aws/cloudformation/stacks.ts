import { type CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { call } from '../call';

/** CloudFormation in one region. */
export class CloudFormation {
  constructor(
    private readonly client: CloudFormationClient,
    private readonly region: string,
  ) {}

  /** What CloudFormation is doing with a stack, in its words; undefined where it does not say. */
  async status(stackId: string): Promise<string | undefined> {
    const { Stacks: [stack] = [] } = await call(`reading CloudFormation stack (${stackId})`, this.region, () =>
      this.client.send(new DescribeStacksCommand({ StackName: stackId })),
    );
    return stack?.StackStatus;
  }

  /** The outputs of a stack by their names; undefined where there is no such stack. */
  async outputs(stackName: string): Promise<ReadonlyMap<string, string> | undefined> {
    try {
      const { Stacks: [stack] = [] } = await call(`reading CloudFormation stack (${stackName})`, this.region, () =>
        this.client.send(new DescribeStacksCommand({ StackName: stackName })),
      );
      return new Map((stack?.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]));
    } catch (error) {
      // "Stack with id X does not exist", which is a ValidationError like any other
      if (error instanceof Error && /does not exist/.test(error.message)) return undefined;
      throw error;
    }
  }
}
