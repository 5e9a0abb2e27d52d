import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { RolloutError } from '../../reconcile/errors';
import { call } from '../call';

/** Invokes Lambda functions of the same stack. */
export class Functions {
  constructor(
    private readonly client: LambdaClient,
    private readonly region: string,
  ) {}

  /**
   * Invokes a function and waits for its answer.
   * @throws RolloutError with the message of the error that the function threw
   */
  async invoke(functionArn: string, payload: unknown): Promise<unknown> {
    const { FunctionError, Payload } = await call(`invoking Lambda function (${functionArn})`, this.region, () =>
      this.client.send(new InvokeCommand({ FunctionName: functionArn, Payload: JSON.stringify(payload) })),
    );
    const answer: unknown = JSON.parse(Payload ? new TextDecoder().decode(Payload) : 'null');
    if (FunctionError === undefined) return answer;
    const { errorType = FunctionError, errorMessage = JSON.stringify(answer) } = answer as Partial<
      Record<string, string>
    >;
    throw new RolloutError(errorType, errorMessage);
  }
}
