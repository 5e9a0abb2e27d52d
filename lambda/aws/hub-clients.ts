import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Connection } from './clients';
import { DynamoDb } from './dynamodb/table';
import { EventBridge } from './eventbridge/bus';
import { ATTEMPTS } from './limits';
import { Sns } from './sns/topics';
import { Sqs } from './sqs/queue';

/** The ports of the findings hub, separate from those of the controllers: neither loads the other's clients. */
export interface Hub {
  readonly memory: DynamoDb;
  readonly bus: EventBridge;
}

export interface HubPlace {
  readonly region: string;
  readonly table: string;
  readonly bus: string;
}

/** The table and the bus of the hub. */
export function connectHub({ region, table, bus }: HubPlace, connection: Connection = {}): Hub {
  return {
    memory: new DynamoDb(new DynamoDBClient(settingsOf(region, connection)), region, table),
    bus: connectBus(region, bus, connection),
  };
}

/** An event bus of a region. */
export function connectBus(region: string, bus: string, connection: Connection = {}): EventBridge {
  return new EventBridge(new EventBridgeClient(settingsOf(region, connection)), region, bus);
}

/** SQS is reached at the region's endpoint, as all services: a queue's URL is a name, and the SDK warns where it is elsewhere. */
export const REGIONAL = { useQueueUrlAsEndpoint: false };

/** A queue of a region. */
export function connectQueue(region: string, url: string, connection: Connection = {}): Sqs {
  return new Sqs(new SQSClient({ ...settingsOf(region, connection), ...REGIONAL }), region, url);
}

/** The topics of a region. */
export function connectTopics(region: string, connection: Connection = {}): Sns {
  return new Sns(new SNSClient(settingsOf(region, connection)), region);
}

function settingsOf(region: string, { credentials, requestHandler, maxAttempts = ATTEMPTS.hub }: Connection) {
  return {
    region,
    maxAttempts,
    retryMode: 'standard',
    ...(credentials && { credentials }),
    ...(requestHandler && { requestHandler }),
  };
}
