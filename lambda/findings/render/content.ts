import type { Query } from '../query';
import type { Severity } from '../severity';

/** A labelled value; the value is data. */
export interface Fact {
  readonly label: string;
  readonly value: string;
  /** whether title or summary say it too: left out where a message has to be short */
  readonly said?: boolean;
}

/** A labelled way out of a message. */
export interface Link {
  readonly label: string;
  readonly url: string;
}

/** An entity with its way into Detective, or why there is none; neither where that need not be said. */
export interface Profile {
  readonly label: string;
  readonly name: string;
  readonly url?: string;
  readonly reason?: string;
}

/** What a message says, in the configured language, whichever target it goes to. */
export interface Content {
  readonly service: 'GuardDuty' | 'Detective';
  /** the message's own */
  readonly id: string;
  /** the finding's: what is told of it belongs together */
  readonly thread: string;
  /** what an alert is the same by as the one before */
  readonly alert: string;
  /** what a ticket is the same by as the one before */
  readonly ticket: string;
  readonly severity: Severity;
  readonly title: string;
  /** the title where letters are ASCII and few: in English */
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
  /** what must be there: links, or why there is none; the first is a link */
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
  /** whether the query stands in for what there is no link to */
  readonly queryNeeded: boolean;
  /** ends a text that was cut */
  readonly cut: string;
}

/** So many facts are told wherever there is room for any. */
export const ESSENTIAL = 5;
