import { roleRefusal } from '../../../contract/role-access';
import { AwsError } from '../../../kernel/aws-error';
import { authorizationHeader, forgetToken } from '../http/authorization';
import { readSecret } from '../http/credentials';
import { type Answer, exchange, NotAnswered } from '../http/exchange';
import { apiDestinationAt, connectionAt } from '../http/find';
import { invocationOf } from '../http/invocation';
import { secondsUntilNextCall } from '../http/pace';
import type { ApiDestination, Connection } from '../http/state';
import { DeliveryFailure } from './failure';
import type { Shipment } from './shipment';

/** The seconds until a target can receive: API destinations limit the events per second, other targets do not. */
export function secondsUntilTurn({ world, bus, target }: Shipment): number {
  const destination = apiDestinationAt(target.Arn ?? '', { world, ...bus });
  return destination ? secondsUntilNextCall(destination, world) : 0;
}

/** Sends an event over HTTPS, with the authorization of its connection. @throws DeliveryFailure */
export async function sendToApiDestination(shipment: Shipment, input: string): Promise<void> {
  const { world, bus, target } = shipment;
  const at = { world, ...bus };
  const destination = apiDestinationAt(target.Arn ?? '', at);
  if (!destination) throw new DeliveryFailure('NO_RESOURCE', `The API destination ${target.Arn} does not exist.`);
  await requireRole(shipment);
  const connection = connectionAt(destination.connectionArn, at);
  if (connection?.state !== 'AUTHORIZED')
    throw new DeliveryFailure('NO_PERMISSIONS', 'The connection of the API destination is not authorized.');
  const { status, headers } = await called(shipment, destination, connection, input);
  if (status >= 200 && status < 300) return;
  if (status === 401 || status === 407) forgetToken(connection);
  throw refused(status, headers);
}

async function requireRole({ world, bus, rule, target }: Shipment): Promise<void> {
  const use = { service: 'events.amazonaws.com', action: 'events:InvokeApiDestination', sourceArn: rule.arn };
  const { RoleArn: roleArn = '', Arn: resource = '' } = target;
  const refusal = await roleRefusal({ roleArn, resource, region: bus.region, ...use }, world);
  if (refusal !== undefined) throw new DeliveryFailure('NO_PERMISSIONS', refusal);
}

async function called(
  { world, target }: Shipment,
  destination: ApiDestination,
  connection: Connection,
  input: string,
): Promise<Answer> {
  try {
    const credentials = await readSecret(world, connection);
    const authorization = await authorizationHeader(world, connection, credentials);
    return await exchange(world, invocationOf(destination, target.HttpParameters, credentials, authorization, input));
  } catch (error) {
    if (error instanceof NotAnswered) throw failureOf(error);
    if (error instanceof AwsError)
      throw new DeliveryFailure('NO_PERMISSIONS', `The connection's secret: ${error.message}`);
    throw error;
  }
}

const BEGINNING = 'Unable to invoke ApiDestination endpoint:';

function failureOf({ reason }: NotAnswered): DeliveryFailure {
  if (reason === 'timeout')
    return new DeliveryFailure(
      'UNKNOWN',
      `${BEGINNING} Timeout calling endpoint for API Destination: socket closed.`,
      true,
    );
  return new DeliveryFailure('SDK_CLIENT_ERROR', `${BEGINNING} API destination endpoint cannot be reached.`, true);
}

/** "Retries events associated with error codes 401, 407, 409, 429, and 5xx." */
const RETRIED = new Set([401, 407, 409, 429]);

/** "EventBridge chooses the more conservative value"; "If Retry-After value is negative, EventBridge stops retrying". */
function refused(status: number, headers: Readonly<Record<string, string>>): DeliveryFailure {
  const after = Number(headers['retry-after']);
  const retriable = (RETRIED.has(status) || status >= 500) && !(after < 0);
  const code = status === 429 ? 'THROTTLING' : 'SDK_CLIENT_ERROR';
  const message = `${BEGINNING} The endpoint answered with HTTP status code ${status}.`;
  return new DeliveryFailure(code, message, retriable, after > 0 ? after : 0);
}
