import * as schemas from '@aws-sdk/client-eventbridge';
import type { Service } from '../../contract/service';
import { checks } from './checks';
import { accept } from './delivery/accept';
import { FIRST } from './delivery/journey';
import { validation } from './errors';
import { envelope } from './event';
import { busesOf } from './event-bus';
import {
  createApiDestination,
  deleteApiDestination,
  describeApiDestination,
  listApiDestinations,
  updateApiDestination,
} from './operations/api-destinations';
import {
  createConnection,
  deauthorizeConnection,
  deleteConnection,
  describeConnection,
  listConnections,
  updateConnection,
} from './operations/connections';
import {
  createEventBus,
  deleteEventBus,
  describeEventBus,
  listEventBuses,
  updateEventBus,
} from './operations/event-buses';
import { putPermission, removePermission } from './operations/permissions';
import { putEvents } from './operations/put-events';
import { putRule } from './operations/put-rule';
import {
  deleteRule,
  describeRule,
  disableRule,
  enableRule,
  listRuleNamesByTarget,
  listRules,
} from './operations/rules';
import { tags } from './operations/tags';
import { listTargetsByRule, putTargets, removeTargets } from './operations/targets';
import { testEventPattern } from './operations/test-event-pattern';

/** Amazon EventBridge: buses, rules and their targets. */
export const events: Service = {
  signingName: 'events',
  schemas,
  protocol: 'json-1.1',
  target: 'AWSEvents',
  scope: 'regional',
  checks,
  operations: {
    ...tags,
    CreateApiDestination: createApiDestination,
    CreateConnection: createConnection,
    CreateEventBus: createEventBus,
    DeauthorizeConnection: deauthorizeConnection,
    DeleteApiDestination: deleteApiDestination,
    DeleteConnection: deleteConnection,
    DeleteEventBus: deleteEventBus,
    DeleteRule: deleteRule,
    DescribeApiDestination: describeApiDestination,
    DescribeConnection: describeConnection,
    DescribeEventBus: describeEventBus,
    DescribeRule: describeRule,
    DisableRule: disableRule,
    EnableRule: enableRule,
    ListApiDestinations: listApiDestinations,
    ListConnections: listConnections,
    ListEventBuses: listEventBuses,
    ListRuleNamesByTarget: listRuleNamesByTarget,
    ListRules: listRules,
    ListTargetsByRule: listTargetsByRule,
    PutEvents: putEvents,
    PutPermission: putPermission,
    PutRule: putRule,
    PutTargets: putTargets,
    RemovePermission: removePermission,
    RemoveTargets: removeTargets,
    TestEventPattern: testEventPattern,
    UpdateApiDestination: updateApiDestination,
    UpdateConnection: updateConnection,
    UpdateEventBus: updateEventBus,
  },
  invalid: validation,
  onEvent: async (event, world) => {
    const bus = busesOf(world, { accountId: event.account, region: event.region }).get('default');
    if (bus) await accept(world, bus, envelope(world, event), FIRST);
  },
};
