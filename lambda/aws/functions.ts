import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { RolloutError } from '../reconcile/errors';
import { call } from './call';
import type { Connection } from './clients';

/**
 * Lambda functions of this stack, called by others of it. Makes its client itself: beside all the other clients the small
 * function that needs it would start slowly.
 */
export class Functions {
  private readonly client: LambdaClient;

  constructor(
    { credentials, requestHandler }: Connection,
    private readonly region: string,
  ) {
    // for throttling and lost connections: what a pass throws is its answer, and a pass that runs twice changes nothing
    this.client = new LambdaClient({
      region,
      maxAttempts: 3,
      ...(credentials && { credentials }),
      ...(requestHandler && { requestHandler }),
    });
  }

  /**
   * Calls a function and waits for its answer.
   * @throws RolloutError what the function threw, word for word
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
