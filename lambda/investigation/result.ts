import type { Indicator } from '../aws/detective/investigations';

/** The indicators of one kind, with examples that need no translation. */
export interface IndicatorGroup {
  /** AWS's word: `IMPOSSIBLE_TRAVEL` */
  readonly type: string;
  readonly count: number;
  readonly examples: readonly { readonly text: string; readonly newForAccount: boolean }[];
}

/** An API that was called in one of the techniques. */
export interface Calls {
  readonly api: string;
  readonly succeeded: number;
  readonly failed: number;
}

/** What an investigation found, short enough for every message. */
export interface Found {
  /** AWS's word: `INFORMATIONAL` to `CRITICAL` */
  readonly severity: string;
  /** the tactics of MITRE ATT&CK with their techniques, as Detective names them */
  readonly tactics: readonly { readonly tactic: string; readonly techniques: readonly string[] }[];
  readonly calls: readonly Calls[];
  readonly indicators: readonly IndicatorGroup[];
}

const MAX_EXAMPLES = 5;
/** MITRE ATT&CK has 14 */
const MAX_TACTICS = 20;
const MAX_TECHNIQUES = 5;
const LONGEST = 200;

/** Indicators by kind, in the order in which the kinds appear. */
export function foundIn(severity: string, indicators: readonly Indicator[]): Found {
  const groups = new Map<string, Indicator[]>();
  for (const indicator of indicators) {
    const type = indicator.IndicatorType ?? 'UNKNOWN';
    groups.set(type, [...(groups.get(type) ?? []), indicator]);
  }
  return {
    severity,
    tactics: tacticsIn(indicators),
    calls: callsIn(indicators),
    indicators: [...groups].map(([type, all]) => ({ type, count: all.length, examples: examplesOf(all) })),
  };
}

function tacticsIn(indicators: readonly Indicator[]): Found['tactics'] {
  const techniques = new Map<string, Set<string>>();
  for (const { IndicatorDetail } of indicators) {
    const { Tactic, Technique } = IndicatorDetail?.TTPsObservedDetail ?? {};
    if (Tactic === undefined) continue;
    const known = techniques.get(cut(Tactic)) ?? new Set();
    if (Technique !== undefined) known.add(cut(Technique));
    techniques.set(cut(Tactic), known);
  }
  return [...techniques]
    .slice(0, MAX_TACTICS)
    .map(([tactic, known]) => ({ tactic, techniques: [...known].slice(0, MAX_TECHNIQUES) }));
}

/** The APIs that were called most. */
function callsIn(indicators: readonly Indicator[]): Calls[] {
  const calls = new Map<string, Calls>();
  for (const { IndicatorDetail } of indicators) {
    const { APIName, APISuccessCount = 0, APIFailureCount = 0 } = IndicatorDetail?.TTPsObservedDetail ?? {};
    if (APIName === undefined) continue;
    const api = cut(APIName);
    const { succeeded, failed } = calls.get(api) ?? { succeeded: 0, failed: 0 };
    calls.set(api, { api, succeeded: succeeded + APISuccessCount, failed: failed + APIFailureCount });
  }
  const most = ({ succeeded, failed }: Calls) => succeeded + failed;
  return [...calls.values()].sort((a, b) => most(b) - most(a)).slice(0, MAX_EXAMPLES);
}

function examplesOf(indicators: readonly Indicator[]): IndicatorGroup['examples'] {
  const examples = indicators.flatMap((indicator) => {
    const text = textOf(indicator);
    return text === undefined ? [] : [{ text: cut(text), newForAccount: isNewForAccount(indicator) }];
  });
  return examples
    .filter(({ text }, at) => examples.findIndex((other) => other.text === text) === at)
    .slice(0, MAX_EXAMPLES);
}

/** An indicator in AWS's own values; undefined if it has none. */
function textOf({ IndicatorDetail: detail = {} }: Indicator): string | undefined {
  const { TTPsObservedDetail: ttp, ImpossibleTravelDetail: travel, NewGeolocationDetail: place } = detail;
  if (ttp) return parts(ttp.Procedure, ttp.IpAddress);
  if (travel) {
    const hours = travel.HourlyTimeDelta === undefined ? '' : `, ${travel.HourlyTimeDelta} h`;
    const from = parts(travel.StartingLocation, travel.StartingIpAddress);
    return `${from ?? '?'} → ${parts(travel.EndingLocation, travel.EndingIpAddress) ?? '?'}${hours}`;
  }
  if (place) return parts(place.Location, place.IpAddress);
  const related = detail.RelatedFindingDetail;
  if (related) return parts(related.Type, related.IpAddress);
  return (
    detail.FlaggedIpAddressDetail?.IpAddress ??
    detail.NewAsoDetail?.Aso ??
    detail.NewUserAgentDetail?.UserAgent ??
    detail.RelatedFindingGroupDetail?.Id
  );
}

function isNewForAccount({ IndicatorDetail: detail = {} }: Indicator): boolean {
  const { NewGeolocationDetail, NewAsoDetail, NewUserAgentDetail } = detail;
  return [NewGeolocationDetail, NewAsoDetail, NewUserAgentDetail].some((one) => one?.IsNewForEntireAccount === true);
}

function parts(what: string | undefined, ip: string | undefined): string | undefined {
  if (what === undefined) return ip;
  return ip === undefined ? what : `${what} (${ip})`;
}

/** Cuts a text, but never between the halves of a surrogate pair. */
function cut(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST).replace(/[\ud800-\udbff]$/, '')}…`;
}
