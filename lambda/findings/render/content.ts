import type { Query } from '../query';
import type { Severity } from '../severity';

/** A labelled value; the value is data. */
export interface Fact {
  readonly label: string;
  readonly value: string;
  /** whether title or summary say it too: short messages leave it out */
  readonly inSummary?: boolean;
  /** whether the value comes from AWS Organizations, and its addresses stay as they are */
  readonly exact?: boolean;
}

/** A labelled link. */
export interface Link {
  readonly label: string;
  readonly url: string;
}

/** An entity with its link into Detective, or the reason why there is none; neither if the message need not say it. */
export interface Profile {
  readonly label: string;
  readonly name: string;
  readonly url?: string;
  readonly reason?: string;
}

/** The content of a message, in the configured language, the same for every target. */
export interface Content {
  readonly service: 'GuardDuty' | 'Detective';
  /** the message's own */
  readonly id: string;
  /** the finding's: all messages about it belong together */
  readonly thread: string;
  /** the key by which an alert replaces the one before */
  readonly alert: string;
  /** the key by which a ticket is recognized as the one before */
  readonly ticket: string;
  readonly severity: Severity;
  readonly title: string;
  /** the title for ASCII and short lines: in English */
  readonly subject: string;
  readonly summary: string;
  readonly type: string;
  readonly account: string;
  readonly region: string;
  readonly findingId: string;
  readonly resource: string;
  /** ISO */
  readonly updatedAt: string | undefined;
  /** for the filter policies of subscriptions */
  readonly attributes: Readonly<Record<string, string | number>>;
  /** must be in every message: links, or the reason why there is none; the first is a link */
  readonly leads: readonly [Link, ...(Link | Fact)[]];
  readonly remedy: Link;
  /** the most important first */
  readonly facts: readonly Fact[];
  readonly description: Fact | undefined;
  readonly profiles: readonly Profile[];
  readonly profilesLabel: string;
  readonly query: (Query & { readonly label: string }) | undefined;
  /** the same in other query languages, for messages with room */
  readonly otherQueries: readonly Query[];
  /** whether the query replaces a link that is missing */
  readonly queryNeeded: boolean;
  /** ends a text that was cut */
  readonly cut: string;
}

/** The number of facts that every message with facts has. */
export const ESSENTIAL = 5;
