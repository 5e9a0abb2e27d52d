import type { InvestigationNotification } from '../../investigation/notification';
import type { Form, Locale } from '../desired';
import type { Notification } from '../notification';
import { wordsOf } from '../words';
import { type ChatMessage, chat } from './chat';
import { type Email, email } from './email';
import { findingContent } from './finding-content';
import { investigationContent } from './investigation-content';
import { type JiraIssue, jira } from './jira';
import { type OpsItem, opsItem } from './ops-item';
import { type PagerDutyEvent, pagerDuty } from './pagerduty';

/** What there is to tell. */
export type Told = Notification | InvestigationNotification;

/** What a target receives. */
export type Message = Email | ChatMessage | PagerDutyEvent | JiraIssue | OpsItem | Told;

/** A finding, or the investigation it led to, in the form of a target. */
export function render(told: Told, form: Form, locale: Locale): Message {
  if (form.kind === 'envelope') return told;
  const words = wordsOf(locale);
  const content = told.kind === 'finding' ? findingContent(told, words) : investigationContent(told, words);
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
