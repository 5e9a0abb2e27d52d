import { investigationLink } from '../findings/console';
import type { FindingsDesired } from '../findings/desired';
import { moment } from '../findings/times';
import { wordsOf } from '../findings/words';
import type { Outcome } from './outcome';
import type { FindingBrief, Wanted } from './request';
import type { Suspect } from './suspect';

/** The end of an investigation with everything a recipient needs: plain JSON, which programs receive. */
export interface InvestigationNotification {
  readonly schemaVersion: '1.0';
  readonly kind: 'investigation';
  /** Detective's; undefined if there is no investigation */
  readonly id: string | undefined;
  readonly outcome: Outcome;
  /** in a sentence, in the configured language */
  readonly summary: string;
  readonly suspect: Suspect;
  readonly region: string;
  /** the investigated time, in UTC and the configured zone */
  readonly scope: { readonly from: string; readonly to: string } | undefined;
  readonly links: {
    readonly investigation: string;
    readonly profile: string | undefined;
    readonly guardDuty: string;
    readonly remediation: string;
  };
  /** the finding that caused it */
  readonly finding: FindingBrief;
}

/** The notification about the end of an investigation; `begun` is undefined if it never started. */
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
