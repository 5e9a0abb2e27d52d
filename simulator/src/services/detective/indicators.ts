import { createHash } from 'node:crypto';
import type { Indicator } from '@aws-sdk/client-detective';
import type { World } from '../../contract/world';
import type { Finding } from '../guardduty';
import { findingsAbout } from './entity';
import type { Investigation, Severity } from './investigation-state';
import type { Graph } from './state';
import { tacticOf } from './tactics';

/** The indicators of an investigation, derived from the findings about its entity in its scope. */
export function indicatorsOf(
  world: World,
  graph: Graph,
  { entity, scope }: Pick<Investigation, 'entity' | 'scope'>,
): { indicators: Indicator[]; findings: readonly Finding[] } {
  const findings = findingsAbout(world, graph, entity).filter(
    ({ service }) => Date.parse(service.eventLastSeen) >= scope.from && Date.parse(service.eventFirstSeen) <= scope.to,
  );
  const acts = findings.map(actOf).sort((a, b) => a.at - b.at);
  const indicators = [
    ...acts.flatMap(tacticIndicator),
    ...impossibleTravels(acts),
    ...unique(acts.filter(isFlagged), ({ ip }) => ip).map(flaggedAddress),
    ...unique(acts, ({ country }) => country).map(newGeolocation),
    ...unique(acts, ({ network }) => network).map(newNetwork),
    ...unique(acts, ({ userAgent }) => userAgent).map(newUserAgent),
    ...acts.map(relatedFinding),
    ...findingGroup(acts),
  ];
  return { indicators, findings };
}

/** The severity of an investigation, from its most severe finding; informational if there is none. */
export function severityOf(findings: readonly Finding[]): Severity {
  if (findings.length === 0) return 'INFORMATIONAL';
  const highest = Math.max(...findings.map(({ severity }) => severity));
  if (highest >= 9) return 'CRITICAL';
  if (highest >= 7) return 'HIGH';
  return highest >= 4 ? 'MEDIUM' : 'LOW';
}

/** The activity that a finding describes: the action, its origin and its tool. */
interface Act {
  readonly finding: Finding;
  readonly at: number;
  readonly api: string | undefined;
  readonly ip: string | undefined;
  readonly country: string | undefined;
  readonly network: string | undefined;
  readonly userAgent: string | undefined;
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

function actOf(finding: Finding): Act {
  const { api, remoteIpDetails } = Object(Object(finding.service.action).awsApiCallAction);
  const { ipAddressV4, country, organization } = Object(remoteIpDetails);
  const { userAgent } = Object(finding.service.additionalInfo);
  return {
    finding,
    at: Date.parse(finding.service.eventFirstSeen),
    api: text(api),
    ip: text(ipAddressV4),
    country: text(Object(country).countryName),
    network: text(Object(organization).asnOrg),
    userAgent: text(Object(userAgent).fullUserAgent),
  };
}

function tacticIndicator({ finding, api, ip }: Act): Indicator[] {
  const named = tacticOf(finding.type);
  if (!named) return [];
  return [
    {
      IndicatorType: 'TTP_OBSERVED',
      IndicatorDetail: {
        TTPsObservedDetail: {
          Tactic: named.tactic,
          Technique: named.technique,
          Procedure: finding.type,
          IpAddress: ip,
          APIName: api,
          APISuccessCount: finding.service.count,
          APIFailureCount: 0,
        },
      },
    },
  ];
}

const HOUR = 3_600_000;
/** the longest flight between any two countries */
const LONGEST_FLIGHT = 24 * HOUR;

/** Pairs of activities in two countries with less time between them than the flight takes. */
function impossibleTravels(acts: readonly Act[]): Indicator[] {
  return acts.slice(1).flatMap((to, at): Indicator[] => {
    const from = acts[at];
    if (!from?.country || !to.country || from.country === to.country || to.at - from.at > LONGEST_FLIGHT) return [];
    const ImpossibleTravelDetail = {
      StartingIpAddress: from.ip,
      EndingIpAddress: to.ip,
      StartingLocation: from.country,
      EndingLocation: to.country,
      HourlyTimeDelta: Math.round((to.at - from.at) / HOUR),
    };
    return [{ IndicatorType: 'IMPOSSIBLE_TRAVEL', IndicatorDetail: { ImpossibleTravelDetail } }];
  });
}

const isFlagged = ({ finding }: Act): boolean => /MaliciousIPCaller|TorIPCaller/.test(finding.type);

const flaggedAddress = ({ ip: IpAddress }: Act): Indicator => ({
  IndicatorType: 'FLAGGED_IP_ADDRESS',
  IndicatorDetail: { FlaggedIpAddressDetail: { IpAddress, Reason: 'AWS_THREAT_INTELLIGENCE' } },
});

const newGeolocation = ({ country: Location, ip: IpAddress }: Act): Indicator => ({
  IndicatorType: 'NEW_GEOLOCATION',
  IndicatorDetail: { NewGeolocationDetail: { Location, IpAddress, IsNewForEntireAccount: true } },
});

const newNetwork = ({ network: Aso }: Act): Indicator => ({
  IndicatorType: 'NEW_ASO',
  IndicatorDetail: { NewAsoDetail: { Aso, IsNewForEntireAccount: true } },
});

const newUserAgent = ({ userAgent: UserAgent }: Act): Indicator => ({
  IndicatorType: 'NEW_USER_AGENT',
  IndicatorDetail: { NewUserAgentDetail: { UserAgent, IsNewForEntireAccount: false } },
});

const relatedFinding = ({ finding: { arn: Arn, type: Type }, ip: IpAddress }: Act): Indicator => ({
  IndicatorType: 'RELATED_FINDING',
  IndicatorDetail: { RelatedFindingDetail: { Arn, Type, IpAddress } },
});

/** The finding group of an entity: several findings about it. */
function findingGroup(acts: readonly Act[]): Indicator[] {
  if (acts.length < 2) return [];
  const members = acts.map(({ finding }) => finding.id).sort();
  const Id = createHash('md5').update(members.join()).digest('hex');
  return [{ IndicatorType: 'RELATED_FINDING_GROUP', IndicatorDetail: { RelatedFindingGroupDetail: { Id } } }];
}

/** The first activity with each value; activities without a value are left out. */
function unique(acts: readonly Act[], value: (act: Act) => string | undefined): Act[] {
  const first = new Map<string, Act>();
  for (const act of acts) {
    const held = value(act);
    if (held !== undefined && !first.has(held)) first.set(held, act);
  }
  return [...first.values()];
}
