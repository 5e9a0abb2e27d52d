import type { FindingsDesired, Form } from '../../../lambda/findings/desired';
import type { GraphMembers } from '../../../lambda/findings/detective';
import { readFinding } from '../../../lambda/findings/finding';
import { type AccountFacts, type Notification, notification } from '../../../lambda/findings/notification';
import { decide } from '../../../lambda/findings/occurrence';
import type { Inquiry } from '../../../lambda/investigation/inquiry';

/** A moment after every finding of the corpus. */
export const NOW = Date.parse('2026-11-20T10:00:00Z');

export const PAYMENTS: AccountFacts = {
  id: '333333333333',
  name: 'payments',
  email: 'payments@example.com',
  ous: [
    { id: 'r-ab12', name: 'Root' },
    { id: 'ou-ab12-11111111', name: 'Workloads' },
    { id: 'ou-ab12-22222222', name: 'Prod' },
  ],
  tags: { env: 'prod', team: 'payments' },
};

export const DESIRED: FindingsDesired = {
  locale: 'en',
  timeZone: 'Asia/Tokyo',
  administrator: '222222222222',
  detective: { 'eu-west-1': true, 'eu-west-3': 'notOffered' },
  cloudTrail: {},
  targets: {},
  routes: [],
};

/** Every form that a target may have. */
export const FORMS: readonly Form[] = [
  { kind: 'email' },
  { kind: 'chat', client: 'slack' },
  { kind: 'chat', client: 'teams' },
  { kind: 'pagerDuty' },
  { kind: 'jira', project: 'SEC', issueType: 'Bug' },
  { kind: 'opsItem', category: 'Security' },
  { kind: 'envelope' },
];

interface Around {
  readonly desired?: Partial<FindingsDesired>;
  readonly account?: AccountFacts;
  readonly members?: GraphMembers;
  readonly now?: number;
  readonly inquiries?: readonly Inquiry[];
}

/** The notification about a new finding, with its account and Detective. */
export function enriched(value: unknown, around: Around = {}): Notification {
  const { desired = {}, account = PAYMENTS, now = NOW, inquiries = [] } = around;
  const members = 'members' in around ? around.members : new Map([['333333333333', 'ENABLED']]);
  const { occurrence = { kind: 'new', count: 1 }, ...decision } = decide(undefined, [readFinding(value)]);
  return notification(
    { ...decision, occurrence },
    { desired: { ...DESIRED, ...desired }, account, members, now, inquiries },
  );
}
