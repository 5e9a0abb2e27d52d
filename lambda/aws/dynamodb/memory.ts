import { DeleteItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { call } from '../call';

/** The hub's table of notifications, for operators who delete a record: the hub's own functions may not. */
export class Memory {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly region: string,
    private readonly TableName: string,
  ) {}

  /** Deletes the record of a notification. */
  async forget(key: string): Promise<void> {
    await call(`deleting DynamoDB item (${key})`, this.region, () =>
      this.client.send(new DeleteItemCommand({ TableName: this.TableName, Key: { id: { S: key } } })),
    );
  }
}
