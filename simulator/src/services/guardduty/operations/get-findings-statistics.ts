import type { GetFindingsStatisticsCommandInput, GetFindingsStatisticsCommandOutput } from '@aws-sdk/client-guardduty';
import type { Operation } from '../../../contract/service';
import { outOfRange } from '../errors';
import { matches } from '../findings/criteria';
import type { Finding } from '../findings/finding';
import { ownDetector } from '../ownership';

/** The number of findings that meet the criteria: by severity (the old form), or grouped by severity, account or type. */
export const getFindingsStatistics: Operation<
  GetFindingsStatisticsCommandInput,
  Partial<GetFindingsStatisticsCommandOutput>
> = (input, call) => {
  const detector = ownDetector(call, input.DetectorId);
  const found = [...(detector.findings?.values() ?? [])]
    .map(({ finding }) => finding)
    .filter((finding) => matches(finding, input.FindingCriteria));
  if (Boolean(input.GroupBy) === Boolean(input.FindingStatisticTypes?.length)) throw outOfRange();
  return { FindingStatistics: input.GroupBy ? grouped(input.GroupBy, found) : { CountBySeverity: bySeverity(found) } };
};

function bySeverity(found: readonly Finding[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { severity } of found) {
    const key = severity.toFixed(1);
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

function grouped(by: string, found: readonly Finding[]) {
  if (by === 'SEVERITY')
    return {
      GroupedBySeverity: groups(found, (each) => each.severity).map(([Severity, rest]) => ({ Severity, ...rest })),
    };
  if (by === 'ACCOUNT')
    return {
      GroupedByAccount: groups(found, (each) => each.accountId).map(([AccountId, rest]) => ({ AccountId, ...rest })),
    };
  if (by === 'FINDING_TYPE')
    return {
      GroupedByFindingType: groups(found, (each) => each.type).map(([FindingType, rest]) => ({ FindingType, ...rest })),
    };
  throw outOfRange();
}

function groups<K>(found: readonly Finding[], keyOf: (finding: Finding) => K) {
  const lists = new Map<K, Finding[]>();
  for (const finding of found) lists.set(keyOf(finding), [...(lists.get(keyOf(finding)) ?? []), finding]);
  return [...lists].map(([key, list]) => {
    const last = Math.max(...list.map(({ updatedAt }) => Date.parse(updatedAt)));
    return [key, { TotalFindings: list.length, LastGeneratedAt: new Date(last) }] as const;
  });
}
