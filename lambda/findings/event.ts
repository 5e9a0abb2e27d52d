import type { InvestigationNotification } from '../investigation/notification';
import type { FindingsDesired } from './desired';
import { deliveries, matchRoutes, type RoutingFacts, routingFacts } from './match';
import type { Notification } from './notification';
import { type AnyNotification, type Message, render } from './render';

/** The detail of a finding's event: the facts that rules match, and the messages that targets receive. */
export interface FindingDetail<T extends AnyNotification = Notification> extends RoutingFacts {
  /** target → the route that delivers to it */
  readonly deliver: Readonly<Record<string, string>>;
  /** target → the message it receives, unless that is the notification itself */
  readonly messages: Readonly<Record<string, Message>>;
  readonly notification: T;
}

/** EventBridge's limit of an entry is 256 KiB, its envelope included */
const LARGEST = 240 * 1024;

/**
 * The events of a finding: one, or more if the messages of all its targets are too large for one; none if no route takes it.
 * Each delivery is in exactly one. A finding that is itself too large is left out; its link leads to it.
 */
export function findingEvents(notification: Notification, desired: FindingsDesired): FindingDetail[] {
  const facts = routingFacts(notification, desired.administrator);
  const to = deliveries(matchRoutes(facts, desired.routes, desired.defaultRoute));
  const whole = sizeOf(notification) > LARGEST / 2 ? withoutFinding(notification) : notification;
  return packed(notification, { ...facts, deliver: {}, messages: {}, notification: whole }, to, desired);
}

/** The events of an investigation, for the targets that were notified about the finding, with the same routes and facts. */
export function investigationEvents(
  notification: InvestigationNotification,
  deliver: Readonly<Record<string, string>>,
  desired: FindingsDesired,
): FindingDetail<InvestigationNotification>[] {
  // samples are not investigated
  const finding = { ...notification.finding, sample: false };
  const empty = { ...routingFacts(finding, desired.administrator), deliver: {}, messages: {}, notification };
  return packed(notification, empty, new Map(Object.entries(deliver)), desired);
}

function packed<T extends AnyNotification>(
  content: T,
  empty: FindingDetail<T>,
  to: ReadonlyMap<string, string>,
  desired: FindingsDesired,
): FindingDetail<T>[] {
  const details: FindingDetail<T>[] = [];
  for (const [target, route] of to) {
    // the configuration's rules make sure that there is one
    const form = desired.targets[target] ?? { kind: 'envelope' };
    const message = form.kind === 'envelope' ? undefined : render(content, form, desired.locale);
    const last = details.at(-1);
    const joined = last && withDelivery(last, target, route, message);
    if (joined && sizeOf(joined) <= LARGEST) details[details.length - 1] = joined;
    else details.push(withDelivery(empty, target, route, message));
  }
  return details;
}

function withDelivery<T extends AnyNotification>(
  detail: FindingDetail<T>,
  target: string,
  route: string,
  message: Message | undefined,
): FindingDetail<T> {
  return {
    ...detail,
    deliver: { ...detail.deliver, [target]: route },
    messages: message === undefined ? detail.messages : { ...detail.messages, [target]: message },
  };
}

function withoutFinding({ finding: _, ...rest }: Notification): Notification {
  return rest;
}

function sizeOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}
