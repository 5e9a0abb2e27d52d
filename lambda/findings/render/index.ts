import type { Form, Locale } from '../desired';
import type { Notification } from '../notification';
import { wordsOf } from '../words';
import { type ChatMessage, chat } from './chat';
import { type Email, email } from './email';
import { findingContent } from './finding-content';
import { type JiraIssue, jira } from './jira';
import { type OpsItem, opsItem } from './ops-item';
import { type PagerDutyEvent, pagerDuty } from './pagerduty';

/** What a target receives. */
export type Message = Email | ChatMessage | PagerDutyEvent | JiraIssue | OpsItem | Notification;

/** A finding in the form of a target. */
export function render(notification: Notification, form: Form, locale: Locale): Message {
  if (form.kind === 'envelope') return notification;
  const content = findingContent(notification, wordsOf(locale));
  switch (form.kind) {
    case 'email':
      return email(content);
    case 'chat':
      return chat(content, form.client);
    case 'pagerDuty':
      return pagerDuty(content);
    case 'jira':
      return jira(content, form);
    case 'opsItem':
      return opsItem(content, form.category);
  }
}
