import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { call } from './call';

/** What is kept under a key. */
export interface Kept {
  /** undefined where only a claim was ever laid to it */
  readonly value: string | undefined;
  /** grows with every write */
  readonly version: number;
  /** until when somebody is at it, in milliseconds; 0 where nobody is */
  readonly claimedUntil: number;
  /** whose claim that is */
  readonly claimedBy: string | undefined;
}

/** The right to replace what is kept under a key. */
export interface Claim {
  readonly key: string;
  readonly version: number;
}

/**
 * A DynamoDB table with the key `id`, in which whoever replaces a value first lays a claim to it: what stands between claim
 * and replacement is done by one at a time, and done again by the next where it was not finished.
 */
export class DynamoDb {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly region: string,
    private readonly TableName: string,
  ) {}

  /** What is kept; undefined where there is nothing, or what there is has expired: AWS deletes days later. */
  async read(key: string, now: number): Promise<Kept | undefined> {
    const { Item } = await call(`reading DynamoDB item (${key})`, this.region, () =>
      this.client.send(
        new GetItemCommand({ TableName: this.TableName, Key: { id: { S: key } }, ConsistentRead: true }),
      ),
    );
    if (!Item) return undefined;
    const expired = Number(Item.expires?.N ?? 0) * 1000 <= now;
    return {
      value: expired ? undefined : Item.value?.S,
      version: Number(Item.version?.N ?? 0),
      claimedUntil: Number(Item.claimedUntil?.N ?? 0),
      claimedBy: Item.claimedBy?.S,
    };
  }

  /**
   * Claims a key for a time; undefined where somebody else was first.
   * @param as says whose claim it is: a call that AWS had answered already, with the answer lost, is still one's own
   */
  async claim(
    key: string,
    before: Kept | undefined,
    { as, until, expires }: { readonly as: string; readonly until: number; readonly expires: number },
  ): Promise<Claim | undefined> {
    const version = (before?.version ?? 0) + 1;
    try {
      await this.update(key, {
        // what has expired must not come back with the claim
        UpdateExpression: `SET version = :version, claimedBy = :as, claimedUntil = :until, expires = :expires${before && before.value === undefined ? ' REMOVE #value' : ''}`,
        ConditionExpression: before ? 'version = :before' : 'attribute_not_exists(id)',
        ...(before && before.value === undefined ? { ExpressionAttributeNames: { '#value': 'value' } } : {}),
        ExpressionAttributeValues: {
          ':version': { N: String(version) },
          ':as': { S: as },
          ':until': { N: String(until) },
          ':expires': { N: String(expires) },
          ...(before ? { ':before': { N: String(before.version) } } : {}),
        },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      });
    } catch (error) {
      const stood = error instanceof Error ? error.cause : undefined;
      if (!(stood instanceof ConditionalCheckFailedException)) throw error;
      if (stood.Item?.claimedBy?.S !== as) return undefined;
    }
    return { key, version };
  }

  /** Replaces the value and gives the claim back; false where the claim was lost meanwhile. */
  async settle({ key, version }: Claim, value: string): Promise<boolean> {
    try {
      await this.update(key, {
        UpdateExpression: 'SET version = :next, #value = :value REMOVE claimedBy, claimedUntil',
        ConditionExpression: 'version = :version',
        ExpressionAttributeNames: { '#value': 'value' },
        ExpressionAttributeValues: {
          ':version': { N: String(version) },
          ':next': { N: String(version + 1) },
          ':value': { S: value },
        },
      });
      return true;
    } catch (error) {
      const stood = error instanceof Error ? error.cause : undefined;
      if (stood instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }

  /** Gives a claim back with the value as it was, for others to go on at once. */
  async release({ key, version }: Claim): Promise<void> {
    await this.update(key, {
      UpdateExpression: 'REMOVE claimedBy, claimedUntil',
      ConditionExpression: 'version = :version',
      ExpressionAttributeValues: { ':version': { N: String(version) } },
    });
  }

  private update(key: string, input: Omit<UpdateItemCommandInput, 'TableName' | 'Key'>): Promise<unknown> {
    return call(`writing DynamoDB item (${key})`, this.region, () =>
      this.client.send(new UpdateItemCommand({ TableName: this.TableName, Key: { id: { S: key } }, ...input })),
    );
  }
}
