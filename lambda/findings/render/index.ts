import type { InvestigationNotification } from '../../investigation/notification';
import type { Form, Locale } from '../desired';
import type { Notification } from '../notification';
import { type MadeMessage, messageOf } from '../targets';
import { wordsOf } from '../words';
import { findingContent } from './finding-content';
import { investigationContent } from './investigation-content';

/** What there is to tell. */
export type Told = Notification | InvestigationNotification;

/** What a target receives. */
export type Message = MadeMessage | Told;

/** A finding, or the investigation it led to, in the form of a target. */
export function render(told: Told, form: Form, locale: Locale): Message {
  if (form.kind === 'envelope') return told;
  const words = wordsOf(locale);
  const content = told.kind === 'finding' ? findingContent(told, words) : investigationContent(told, words);
  return messageOf(content, form);
}
