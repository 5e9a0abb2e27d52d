import type { InvestigationNotification } from '../../investigation/notification';
import type { Form, Locale } from '../desired';
import type { Notification } from '../notification';
import { type MadeMessage, messageOf } from '../targets';
import { wordsOf } from '../words';
import { findingContent } from './finding-content';
import { investigationContent } from './investigation-content';

/** A notification of either kind. */
export type AnyNotification = Notification | InvestigationNotification;

/** The message that a target receives. */
export type Message = MadeMessage | AnyNotification;

/** A notification in the form of a target. */
export function render(notification: AnyNotification, form: Form, locale: Locale): Message {
  if (form.kind === 'envelope') return notification;
  const words = wordsOf(locale);
  const content =
    notification.kind === 'finding' ? findingContent(notification, words) : investigationContent(notification, words);
  return messageOf(content, form);
}
