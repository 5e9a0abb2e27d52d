import type { Form, Locale } from '../desired';
import type { Notification } from '../notification';
import { wordsOf } from '../words';
import { type ChatMessage, chat } from './chat';
import { type Email, email } from './email';
import { type JiraIssue, jira } from './jira';
import { type OpsItem, opsItem } from './ops-item';
import { type PagerDutyEvent, pagerDuty } from './pagerduty';

/** What a target receives. */
export type Message = Email | ChatMessage | PagerDutyEvent | JiraIssue | OpsItem | Notification;

/** A finding in the form of a target. */
export function render(notification: Notification, form: Form, locale: Locale): Message {
  const words = wordsOf(locale);
  switch (form.kind) {
    case 'email':
      return email(notification, words);
    case 'chat':
      return chat(notification, words, form.client);
    case 'pagerDuty':
      return pagerDuty(notification, words);
    case 'jira':
      return jira(notification, words, form);
    case 'opsItem':
      return opsItem(notification, words, form.category);
    case 'envelope':
      return notification;
  }
}
