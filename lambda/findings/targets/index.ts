/** Every kind of target. `lib` imports this too: nothing but zod and modules that import only zod, no SDK. */
import { z } from 'zod';
import { type ChatMessage, chat, chatForm } from '../render/chat';
import type { Content } from '../render/content';
import { type Email, email, emailForm } from '../render/email';
import { envelopeForm } from './envelope';
import { eventBus } from './event-bus';
import { type JiraIssue, jira, jiraForm, jiraIssue } from './jira';
import { lambda } from './lambda';
import { type OpsItem, opsItem, opsItemForm, opsItemOf } from './ops-item';
import { type PagerDutyEvent, pagerDuty, pagerDutyEvent, pagerDutyForm } from './pager-duty';
import { slack } from './slack';
import { sns } from './sns';
import { sqs } from './sqs';
import { teams } from './teams';
import { webhook } from './webhook';

/** Kinds that `rollout.yaml` has under one key. */
const chats = z.strictObject({ slack, teams });
const apiDestinations = z.strictObject({ pagerDuty, jira, webhook });

/**
 * A target as it is written under `findings.targets`: one key names its kind. A rule of the configuration checks that there is
 * one, because its message can say more than a union's.
 */
export const target = z.strictObject({
  sns,
  chat: chats.optional().describe('a chat channel, through Amazon Q Developer in chat applications'),
  sqs,
  eventBus,
  apiDestination: apiDestinations.optional().describe('an HTTPS endpoint'),
  opsItem,
  lambda,
});

/** A target, and each of its sections, must have one of these keys. */
export const targetKeys = {
  target: Object.keys(target.shape),
  chat: Object.keys(chats.shape),
  apiDestination: Object.keys(apiDestinations.shape),
} as const;

/** The form in which a target receives a notification. */
export const form = z.discriminatedUnion('kind', [
  emailForm,
  chatForm,
  pagerDutyForm,
  jiraForm,
  opsItemForm,
  envelopeForm,
]);

export type WrittenTarget = z.output<typeof target>;
type Section = WrittenTarget & NonNullable<WrittenTarget['chat'] & WrittenTarget['apiDestination']>;

/** A target: its kind, its form, and the destination as data, for which the CDK app creates resources. */
export type Target = NonNullable<Section[Exclude<keyof Section, 'chat' | 'apiDestination'>]>;
export type Destination = Target['destination'];
export type Form = z.infer<typeof form>;

/** The target that is written; undefined if no key names its kind. */
export function targetOf({ chat, apiDestination, ...others }: WrittenTarget): Target | undefined {
  return Object.values({ ...others, ...chat, ...apiDestination }).find((one) => one !== undefined);
}

/** A message for people, or for a service that shows it to them. */
export type MadeMessage = Email | ChatMessage | PagerDutyEvent | JiraIssue | OpsItem;

/** The content of a message in the form of a target. */
export function messageOf(content: Content, form: Exclude<Form, { kind: 'envelope' }>): MadeMessage {
  switch (form.kind) {
    case 'email':
      return email(content);
    case 'chat':
      return chat(content, form.client);
    case 'pagerDuty':
      return pagerDutyEvent(content);
    case 'jira':
      return jiraIssue(content, form);
    case 'opsItem':
      return opsItemOf(content, form.category);
    default:
      return form satisfies never;
  }
}
