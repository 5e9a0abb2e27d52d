import * as schemas from '@aws-sdk/client-eventbridge';
import type { Service } from '../../kernel/service';
import { accept } from './delivery/accept';
import { FIRST } from './delivery/journey';
import { validation } from './errors';
import { envelope } from './event';
import { busesOf } from './event-bus';
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
  operations: {
    ...tags,
    CreateEventBus: createEventBus,
    DeleteEventBus: deleteEventBus,
    DeleteRule: deleteRule,
    DescribeEventBus: describeEventBus,
    DescribeRule: describeRule,
    DisableRule: disableRule,
    EnableRule: enableRule,
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
    UpdateEventBus: updateEventBus,
  },
  invalid: validation,
  onEvent: async (event, simulation) => {
    const bus = busesOf(simulation, { accountId: event.account, region: event.region }).get('default');
    if (bus) await accept(simulation, bus, envelope(simulation, event), FIRST);
  },
};
