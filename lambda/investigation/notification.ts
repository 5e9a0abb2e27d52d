import { investigationLink } from '../findings/console';
import type { FindingsDesired } from '../findings/desired';
import { moment } from '../findings/times';
import { wordsOf } from '../findings/words';
import type { Outcome } from './outcome';
import type { FindingBrief, Wanted } from './request';
import type { Suspect } from './suspect';

/** The end of an investigation with everything a reader needs: plain JSON, what machines receive. */
export interface InvestigationNotification {
  readonly schemaVersion: '1.0';
  readonly kind: 'investigation';
  /** Detective's; undefined where there is no investigation */
  readonly id: string | undefined;
  readonly outcome: Outcome;
  /** in a sentence, in the configured language */
  readonly summary: string;
  readonly suspect: Suspect;
  readonly region: string;
  /** the time looked at, in UTC and the configured zone */
  readonly scope: { readonly from: string; readonly to: string } | undefined;
  readonly links: {
    readonly investigation: string;
    readonly profile: string | undefined;
    readonly guardDuty: string;
    readonly remediation: string;
  };
  /** what led to it */
  readonly finding: FindingBrief;
}

/** An investigation with its end; `begun` where there is one. */
export function investigationNotification(
  { suspect, partition, region, profile, finding }: Wanted,
  begun: { readonly id: string; readonly from: number; readonly to: number } | undefined,
  outcome: Outcome,
  { locale, timeZone }: FindingsDesired,
): InvestigationNotification {
  const words = wordsOf(locale);
  const scope = begun && { from: moment(begun.from, timeZone), to: moment(begun.to, timeZone) };
  return {
    schemaVersion: '1.0',
    kind: 'investigation',
    id: begun?.id,
    outcome,
    summary: words.investigation.summary(outcome, `${words.identity[suspect.kind]} ${suspect.name}`),
    suspect,
    region,
    scope,
    links: { investigation: investigationLink(partition, region, begun?.id), profile, ...finding.links },
    finding,
  };
}
