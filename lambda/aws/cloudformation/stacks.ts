import { type CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { call } from '../call';

/** CloudFormation in one region. */
export class CloudFormation {
  constructor(
    private readonly client: CloudFormationClient,
    private readonly region: string,
  ) {}

  /** CloudFormation's `StackStatus` of a stack; undefined if it has none. */
  async status(stackId: string): Promise<string | undefined> {
    const { Stacks: [stack] = [] } = await call(`reading CloudFormation stack (${stackId})`, this.region, () =>
      this.client.send(new DescribeStacksCommand({ StackName: stackId })),
    );
    return stack?.StackStatus;
  }

  /** The outputs of a stack by name; undefined if the stack does not exist. */
  async outputs(stackName: string): Promise<ReadonlyMap<string, string> | undefined> {
    try {
      const { Stacks: [stack] = [] } = await call(`reading CloudFormation stack (${stackName})`, this.region, () =>
        this.client.send(new DescribeStacksCommand({ StackName: stackName })),
      );
      return new Map((stack?.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]));
    } catch (error) {
      // "Stack with id X does not exist" is an ordinary ValidationError
      if (error instanceof Error && /does not exist/.test(error.message)) return undefined;
      throw error;
    }
  }
}
