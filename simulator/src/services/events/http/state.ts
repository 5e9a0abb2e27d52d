import type {
  ApiDestinationHttpMethod,
  ConnectionAuthorizationType,
  ConnectionAuthResponseParameters,
  ConnectionState,
} from '@aws-sdk/client-eventbridge';
import { Slot } from '../../../kernel/slot';

/** The authorization of EventBridge at an endpoint; its secrets are in Secrets Manager. */
export interface Connection {
  readonly name: string;
  readonly arn: string;
  readonly accountId: string;
  readonly region: string;
  readonly createdAt: number;
  readonly secretArn: string;
  description: string | undefined;
  authorizationType: ConnectionAuthorizationType;
  /** without anything secret, as DescribeConnection shows them */
  authParameters: ConnectionAuthResponseParameters;
  kmsKeyIdentifier: string | undefined;
  state: ConnectionState;
  stateReason: string | undefined;
  modifiedAt: number;
  authorizedAt: number | undefined;
}

/** An endpoint, with its connection. */
export interface ApiDestination {
  readonly name: string;
  readonly arn: string;
  readonly createdAt: number;
  description: string | undefined;
  connectionArn: string;
  endpoint: string;
  method: ApiDestinationHttpMethod;
  callsPerSecond: number;
  modifiedAt: number;
}

export const connections = new Slot('events', 'connections', () => new Map<string, Connection>());

export const apiDestinations = new Slot('events', 'apiDestinations', () => new Map<string, ApiDestination>());
