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
import { isConditionFailed } from '../error-predicates';

/** The value under a key, with its claim. */
export interface StoredValue {
  /** undefined if the key was only ever claimed */
  readonly value: string | undefined;
  /** increases with every write */
  readonly version: number;
  /** when the current claim ends, in milliseconds since 1970; 0 if there is none */
  readonly claimedUntil: number;
  /** the owner of the claim */
  readonly claimedBy: string | undefined;
}

/** The right to replace the value under a key. */
export interface Claim {
  readonly key: string;
  readonly version: number;
}

type Item = Readonly<Record<string, AttributeValue>>;

/** Most keys of a BatchGetItem. */
const MAX_KEYS = 100;
/** Further requests for the keys that AWS left unprocessed. */
const MORE_ROUNDS = 3;

/**
 * A DynamoDB table with the key `id`. A writer claims a value before it replaces it: the work between the two is done by one
 * writer at a time, and repeated by the next one if it was not finished.
 */
export class DynamoDb {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly region: string,
    private readonly TableName: string,
  ) {}

  /** The value under a key; undefined if there is none. An expired one counts as claimed only: AWS deletes it days later. */
  async read(key: string, now: number): Promise<StoredValue | undefined> {
    const { Item } = await call(`reading DynamoDB item (${key})`, this.region, () =>
      this.client.send(
        new GetItemCommand({ TableName: this.TableName, Key: { id: { S: key } }, ConsistentRead: true }),
      ),
    );
    return Item && storedValueIn(Item, now);
  }

  /**
   * The values under many keys, undefined for keys without one. Keys that AWS leaves unprocessed, because it throttles or the
   * answer would be too large, are requested again a few times; those still left are absent from the result.
   */
  async readAll(keys: readonly string[], now: number): Promise<ReadonlyMap<string, StoredValue | undefined>> {
    const found = new Map<string, StoredValue | undefined>();
    let open = [...keys];
    for (let rounds = Math.ceil(open.length / MAX_KEYS) + MORE_ROUNDS; open.length > 0 && rounds > 0; rounds -= 1) {
      const [asked, later] = [open.slice(0, MAX_KEYS), open.slice(MAX_KEYS)];
      const { items, left } = await this.readBatch(asked);
      for (const key of asked) if (!left.includes(key)) found.set(key, undefined);
      for (const item of items) found.set(item.id?.S ?? '', storedValueIn(item, now));
      open = [...later, ...left];
    }
    return found;
  }

  /**
   * Claims a key for a time; undefined if another invocation was first.
   * @param as the owner of the claim: if an answer of AWS was lost, the repeated call finds its own claim
   */
  async claim(
    key: string,
    before: StoredValue | undefined,
    { as, until, expires }: { readonly as: string; readonly until: number; readonly expires: number },
  ): Promise<Claim | undefined> {
    const version = (before?.version ?? 0) + 1;
    try {
      await this.update(key, {
        // an expired value must not become valid again with the claim
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
  async replace(key: string, before: StoredValue | undefined, value: string, expires: number): Promise<boolean> {
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

  /** Replaces the value and releases the claim. @returns false if the claim was lost meanwhile */
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

  /** Releases a claim without a change of the value, so that others can claim it at once. */
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
      if (isConditionFailed(error)) return false;
      throw error;
    }
  }

  private update(key: string, input: Omit<UpdateItemCommandInput, 'TableName' | 'Key'>): Promise<unknown> {
    return call(`writing DynamoDB item (${key})`, this.region, () =>
      this.client.send(new UpdateItemCommand({ TableName: this.TableName, Key: { id: { S: key } }, ...input })),
    );
  }
}

function storedValueIn(item: Item, now: number): StoredValue {
  const expired = Number(item.expires?.N ?? 0) * 1000 <= now;
  return {
    value: expired ? undefined : item.value?.S,
    version: Number(item.version?.N ?? 0),
    claimedUntil: Number(item.claimedUntil?.N ?? 0),
    claimedBy: item.claimedBy?.S,
  };
}
