import type { Inquiry } from '../investigation/inquiry';
import type { Suspect } from '../investigation/suspect';
import { actionOf } from './action';
import { guardDutyLink, investigationLink } from './console';
import type { FindingsDesired } from './desired';
import {
  coverageOf,
  type DetectiveLink,
  detectiveEntityLink,
  detectiveFindingLink,
  type GraphMembers,
} from './detective';
import { type Entity, entitiesOf } from './entities';
import type { Finding } from './finding';
import type { Decision, Occurrence } from './occurrence';
import { actorQueries, type Query } from './query';
import { remediationLink } from './remediation';
import { actorText, affectedText, evidenceText, sentence } from './sentence';
import type { Severity } from './severity';
import { moment } from './times';
import { wordsOf } from './words';

/** What Organizations says about an account; only the id if Organizations did not answer. */
export interface AccountFacts {
  readonly id: string;
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  /** from the root down to the account's parent */
  readonly ous: readonly { readonly id: string; readonly name: string }[];
  readonly tags: Readonly<Record<string, string>>;
}

/** What enrichment knows beyond the finding. */
export interface NotificationContext {
  readonly desired: FindingsDesired;
  readonly account: AccountFacts;
  readonly members: GraphMembers;
  readonly now: number;
  /** the investigations of the finding's suspects; none if absent */
  readonly inquiries?: readonly Inquiry[];
}

/** An investigation of a user or role that acted: its result follows, or is there already. */
export type InvestigationNote = Pick<Suspect, 'kind' | 'name'> &
  ({ readonly state: 'follows' } | { readonly state: 'known'; readonly at: string; readonly url: string });

/** An entity of the finding with its link into Detective, or the reason why there is none. */
export interface LinkedEntity extends Pick<Entity, 'kind' | 'name'> {
  readonly detective: DetectiveLink;
}

/** A finding with everything a recipient needs: plain JSON, which programs receive and from which messages are rendered. */
export interface Notification {
  readonly schemaVersion: '1.0';
  readonly kind: 'finding';
  readonly id: string;
  readonly type: string;
  readonly title: string;
  readonly description: string | undefined;
  readonly severity: Severity;
  readonly occurrence: Occurrence;
  readonly account: AccountFacts;
  readonly region: string;
  /** every region the same event arose in */
  readonly regions: readonly string[];
  readonly resourceType: string;
  /** what is affected and by whom, in the configured language */
  readonly summary: string;
  readonly resource: string;
  readonly actor: string | undefined;
  readonly action: string | undefined;
  /** what shows that it happened, in the configured language: names of threats, files, images, models; empty if nothing does */
  readonly evidence: string;
  /** in UTC and the configured zone */
  readonly firstSeen: string | undefined;
  readonly lastSeen: string | undefined;
  readonly updatedAt: string | undefined;
  readonly indicators: readonly string[];
  readonly signs: readonly string[];
  readonly sample: boolean;
  readonly archived: boolean;
  readonly links: { readonly guardDuty: string; readonly remediation: string };
  readonly detective: DetectiveLink;
  readonly entities: readonly LinkedEntity[];
  /** the calls of the actor, in the query language that suits the configuration best */
  readonly query: Query | undefined;
  /** the same question in other query languages */
  readonly otherQueries: readonly Query[];
  /** the investigations of the users and roles that acted */
  readonly investigations: readonly InvestigationNote[];
  /** the finding as GuardDuty sent it; absent if it would not fit */
  readonly finding?: unknown;
}

/** The notification about a finding. */
export function notification(
  decision: Decision & { readonly occurrence: Occurrence },
  context: NotificationContext,
): Notification {
  const { finding, occurrence, regions } = decision;
  const { desired, account, now } = context;
  const words = wordsOf(desired.locale);
  const [query, ...otherQueries] = actorQueries(finding, desired.cloudTrail);
  return {
    schemaVersion: '1.0',
    kind: 'finding',
    id: finding.id,
    type: finding.type,
    title: finding.title,
    description: finding.description,
    severity: finding.severity,
    occurrence,
    account,
    region: finding.region,
    regions,
    resourceType: finding.resourceType,
    summary: sentence(finding, accountText(account), regions, words),
    resource: affectedText(finding, words),
    actor: actorText(finding, words),
    action: actionOf(finding),
    evidence: evidenceText(finding, words),
    firstSeen: moment(finding.firstSeen, desired.timeZone),
    lastSeen: moment(finding.lastSeen, desired.timeZone),
    updatedAt: finding.updatedAt === undefined ? undefined : new Date(finding.updatedAt).toISOString(),
    indicators: finding.indicators,
    signs: finding.signs,
    sample: finding.sample,
    archived: finding.archived,
    links: { guardDuty: guardDutyLink(finding), remediation: remediationLink(finding, desired.locale) },
    ...detectiveLinks(finding, context, now),
    query,
    otherQueries,
    investigations: (context.inquiries ?? []).flatMap((inquiry) => noted(inquiry, finding, desired.timeZone)),
    finding: finding.raw,
  };
}

function noted(inquiry: Inquiry, { partition, region }: Finding, timeZone: string): InvestigationNote[] {
  const { kind, name } = inquiry.suspect;
  switch (inquiry.state) {
    case 'follows':
      return [{ kind, name, state: 'follows' }];
    case 'known': {
      const url = investigationLink(partition, region, inquiry.id);
      return [{ kind, name, state: 'known', at: moment(inquiry.at, timeZone), url }];
    }
    case 'refused':
      return [];
  }
}

/** An account with its name, if that is known: `payments (111111111111)`. */
export function accountText({ id, name }: AccountFacts): string {
  return name === undefined ? id : `${name} (${id})`;
}

/** The path of an account's OUs, below the root: `Workloads/Prod`. */
export function pathOf({ ous }: AccountFacts): string {
  return ous
    .filter(({ id }) => !id.startsWith('r-'))
    .map(({ name }) => name)
    .join('/');
}

function detectiveLinks(finding: Finding, { desired, members }: NotificationContext, now: number) {
  const coverage = (accountId: string) => coverageOf(desired, { region: finding.region, accountId }, members);
  return {
    detective: detectiveFindingLink(finding, coverage(finding.accountId), now),
    entities: entitiesOf(finding).map((entity): LinkedEntity => {
      const { kind, name, accountId } = entity;
      // a role of another account acts here too: the graph has it through the finding's account
      const where = kind === 'account' ? accountId : finding.accountId;
      return { kind, name, detective: detectiveEntityLink(finding, entity, coverage(where), now) };
    }),
  };
}
