import {
  CreateSampleFindingsCommand,
  type FindingCriteria,
  GetFilterCommand,
  GetFindingsCommand,
  ListFiltersCommand,
  ListFindingsCommand,
} from '@aws-sdk/client-guardduty';
import { everyItem, inBatches } from '../call';
import { hasCode } from '../error-predicates';
import { GuardDutyPort } from './port';

/** Sample findings of the account's own detector in a region, and the suppression rules that archive findings there. */
export class SampleFindings extends GuardDutyPort {
  /** The account's own findings of some types, samples or not, in the form that they have in events. */
  async ofTypes(account: string, types: readonly string[]): Promise<unknown[]> {
    const ids = await inBatches(types, this.spent, (Equals) =>
      this.idsOf({ Criterion: { accountId: { Equals: [account] }, type: { Equals: [...Equals] } } }),
    );
    const DetectorId = await this.ownDetector();
    return inBatches(ids, this.spent, async (FindingIds) => {
      const { Findings = [] } = await this.call(`reading GuardDuty findings (${FindingIds.length})`, () =>
        this.client.send(new GetFindingsCommand({ DetectorId, FindingIds: [...FindingIds] })),
      );
      return Findings.map(asInEvent);
    });
  }

  /** Creates a sample finding of a type; GuardDuty increases the count of an existing one instead. */
  async create(type: string): Promise<void> {
    const DetectorId = await this.ownDetector();
    await this.call(`creating GuardDuty sample finding (${type})`, () =>
      // GuardDuty may have types that are newer than this SDK
      this.client.send(new CreateSampleFindingsCommand({ DetectorId, FindingTypes: [type as never] })),
    );
  }

  /** Names of suppression rules that match a finding, or for which this cannot be checked: ListFindings accepts no patterns. */
  async suppressing(findingId: string): Promise<string[]> {
    const DetectorId = await this.ownDetector();
    const names = await this.call('listing GuardDuty filters', () =>
      everyItem(async (NextToken) => {
        const page = await this.client.send(new ListFiltersCommand({ DetectorId, NextToken }));
        return { items: page.FilterNames, next: page.NextToken };
      }),
    );
    const found: string[] = [];
    for (const FilterName of names) {
      const { Action, FindingCriteria } = await this.call(`reading GuardDuty filter (${FilterName})`, () =>
        this.client.send(new GetFilterCommand({ DetectorId, FilterName })),
      );
      if (Action === 'ARCHIVE' && (await this.mayMatch(FindingCriteria, findingId))) found.push(FilterName);
    }
    return found;
  }

  private async mayMatch(criteria: FindingCriteria | undefined, findingId: string): Promise<boolean> {
    try {
      const ids = await this.idsOf({ Criterion: { ...criteria?.Criterion, id: { Equals: [findingId] } } });
      return ids.length > 0;
    } catch (error) {
      if (hasCode(error, 'Refused')) return true;
      throw error;
    }
  }

  private async idsOf(criteria: FindingCriteria): Promise<string[]> {
    const DetectorId = await this.ownDetector();
    return this.call('listing GuardDuty findings', () =>
      everyItem(async (NextToken) => {
        const page = await this.client.send(
          new ListFindingsCommand({ DetectorId, FindingCriteria: criteria, NextToken }),
        );
        return { items: page.FindingIds, next: page.NextToken };
      }),
    );
  }
}

/** Property names as in events: the SDK capitalizes them. */
function asInEvent(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asInEvent);
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name.charAt(0).toLowerCase() + name.slice(1), asInEvent(member)]),
  );
}
