import {
  type AttributeValue,
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { call } from '../call';
import { isOvertaken } from '../error-predicates';

/** What is kept under a key. */
export interface Kept {
  /** undefined where only a claim was ever laid to it */
  readonly value: string | undefined;
  /** grows with every write */
  readonly version: number;
  /** when the current claim ends, in milliseconds; 0 if there is none */
  readonly claimedUntil: number;
  /** whose claim that is */
  readonly claimedBy: string | undefined;
}

/** The right to replace what is kept under a key. */
export interface Claim {
  readonly key: string;
  readonly version: number;
}

type Item = Readonly<Record<string, AttributeValue>>;

/** of a BatchGetItem */
const MOST_KEYS = 100;
/** how often it is asked again for what AWS left */
const MORE_ROUNDS = 3;

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
    return Item && keptIn(Item, now);
  }

  /**
   * What is kept under many keys, undefined for those that have nothing. Keys that AWS does not get to, because it throttles
   * or the answer would be too large, are asked for again a few times; those it leaves even so are not in the answer.
   */
  async readAll(keys: readonly string[], now: number): Promise<ReadonlyMap<string, Kept | undefined>> {
    const found = new Map<string, Kept | undefined>();
    let open = [...keys];
    for (let rounds = Math.ceil(open.length / MOST_KEYS) + MORE_ROUNDS; open.length > 0 && rounds > 0; rounds -= 1) {
      const [asked, later] = [open.slice(0, MOST_KEYS), open.slice(MOST_KEYS)];
      const { items, left } = await this.readBatch(asked);
      for (const key of asked) if (!left.includes(key)) found.set(key, undefined);
      for (const item of items) found.set(item.id?.S ?? '', keptIn(item, now));
      open = [...later, ...left];
    }
    return found;
  }

  /**
   * Claims a key for a time; undefined if another invocation was first.
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

  /** Replaces the value if it was not written since it was read; otherwise returns false. */
  async replace(key: string, before: Kept | undefined, value: string, expires: number): Promise<boolean> {
    return this.unlessWritten(key, {
      UpdateExpression: 'SET version = :next, #value = :value, expires = :expires',
      ConditionExpression: before ? 'version = :before' : 'attribute_not_exists(id)',
      ExpressionAttributeNames: { '#value': 'value' },
      ExpressionAttributeValues: {
        ':next': { N: String((before?.version ?? 0) + 1) },
        ':value': { S: value },
        ':expires': { N: String(expires) },
        ...(before ? { ':before': { N: String(before.version) } } : {}),
      },
    });
  }

  /** Replaces the value and gives the claim back; false where the claim was lost meanwhile. */
  async settle({ key, version }: Claim, value: string): Promise<boolean> {
    return this.unlessWritten(key, {
      UpdateExpression: 'SET version = :next, #value = :value REMOVE claimedBy, claimedUntil',
      ConditionExpression: 'version = :version',
      ExpressionAttributeNames: { '#value': 'value' },
      ExpressionAttributeValues: {
        ':version': { N: String(version) },
        ':next': { N: String(version + 1) },
        ':value': { S: value },
      },
    });
  }

  /** Gives a claim back with the value as it was, for others to go on at once. */
  async release({ key, version }: Claim): Promise<void> {
    await this.update(key, {
      UpdateExpression: 'REMOVE claimedBy, claimedUntil',
      ConditionExpression: 'version = :version',
      ExpressionAttributeValues: { ':version': { N: String(version) } },
    });
  }

  private async readBatch(keys: readonly string[]): Promise<{ items: Item[]; left: string[] }> {
    const Keys = keys.map((key) => ({ id: { S: key } }));
    const { Responses, UnprocessedKeys } = await call('reading DynamoDB items', this.region, () =>
      this.client.send(new BatchGetItemCommand({ RequestItems: { [this.TableName]: { Keys, ConsistentRead: true } } })),
    );
    const left = (UnprocessedKeys?.[this.TableName]?.Keys ?? []).flatMap(({ id }) => id?.S ?? []);
    return { items: Responses?.[this.TableName] ?? [], left };
  }

  private async unlessWritten(key: string, input: Omit<UpdateItemCommandInput, 'TableName' | 'Key'>): Promise<boolean> {
    try {
      await this.update(key, input);
      return true;
    } catch (error) {
      if (isOvertaken(error)) return false;
      throw error;
    }
  }

  private update(key: string, input: Omit<UpdateItemCommandInput, 'TableName' | 'Key'>): Promise<unknown> {
    return call(`writing DynamoDB item (${key})`, this.region, () =>
      this.client.send(new UpdateItemCommand({ TableName: this.TableName, Key: { id: { S: key } }, ...input })),
    );
  }
}

function keptIn(item: Item, now: number): Kept {
  const expired = Number(item.expires?.N ?? 0) * 1000 <= now;
  return {
    value: expired ? undefined : item.value?.S,
    version: Number(item.version?.N ?? 0),
    claimedUntil: Number(item.claimedUntil?.N ?? 0),
    claimedBy: item.claimedBy?.S,
  };
}
