import {
  GetFilterCommand,
  GetIPSetCommand,
  GetThreatEntitySetCommand,
  GetThreatIntelSetCommand,
  GetTrustedEntitySetCommand,
  ListFiltersCommand,
  ListIPSetsCommand,
  ListThreatEntitySetsCommand,
  ListThreatIntelSetsCommand,
  ListTrustedEntitySetsCommand,
} from '@aws-sdk/client-guardduty';
import { everyItem } from '../call';
import { BATCH } from '../limits';
import { GuardDutyPort } from './port';

/** A filter of findings. */
export interface ObservedFilter {
  readonly kind: 'suppressionRules';
  readonly name: string;
  /** whether it archives matching findings; otherwise it is only a saved search of the console */
  readonly archives: boolean;
  /** attribute → condition, as AWS returns it */
  readonly criteria: Readonly<Record<string, object>>;
}

export type ListKind = 'trustedIpLists' | 'threatIpLists' | 'trustedEntityLists' | 'threatEntityLists';

/** A list of addresses or domains. */
export interface ObservedList {
  readonly kind: ListKind;
  readonly name: string;
  readonly location: string;
  /** undefined if AWS does not know the bucket's owner */
  readonly owner: string | undefined;
  /** AWS's `Status` */
  readonly status: string;
}

export type RuleOrList = ObservedFilter | ObservedList;

interface Page {
  readonly ids: readonly string[] | undefined;
  readonly next: string | undefined;
}

interface Shown {
  readonly Name?: string | undefined;
  readonly Location?: string | undefined;
  readonly ExpectedBucketOwner?: string | undefined;
  readonly Status?: string | undefined;
}

interface Paging {
  readonly DetectorId: string;
  readonly MaxResults: number;
  readonly NextToken: string | undefined;
}

/** Reads the administrator's suppression rules, trusted lists and threat lists in one region. It cannot change them. */
export class RulesAndLists extends GuardDutyPort {
  private known: Promise<readonly RuleOrList[]> | undefined;

  /**
   * All filters and lists. Read once in a run, since no run changes them.
   * @param detectorId id of the caller's own detector
   * @param entities whether the partition offers entity lists
   */
  all(detectorId: string, entities: boolean): Promise<readonly RuleOrList[]> {
    this.known ??= this.read(detectorId, entities);
    return this.known;
  }

  private async read(id: string, entities: boolean): Promise<readonly RuleOrList[]> {
    const all = await Promise.all([
      this.filters(id),
      this.ipLists(id),
      this.threatIpLists(id),
      ...(entities ? [this.trustedEntityLists(id), this.threatEntityLists(id)] : []),
    ]);
    return all.flat();
  }

  private async filters(DetectorId: string): Promise<ObservedFilter[]> {
    const names = await this.ids('filters', DetectorId, async (page) => {
      const { FilterNames, NextToken } = await this.client.send(new ListFiltersCommand(page));
      return { ids: FilterNames, next: NextToken };
    });
    return Promise.all(
      names.map(async (name) => {
        const { Action, FindingCriteria } = await this.call(`reading GuardDuty filter (${name})`, () =>
          this.client.send(new GetFilterCommand({ DetectorId, FilterName: name })),
        );
        const criteria = { ...FindingCriteria?.Criterion };
        return { kind: 'suppressionRules', name, archives: Action === 'ARCHIVE', criteria };
      }),
    );
  }

  private async ipLists(DetectorId: string): Promise<ObservedList[]> {
    const ids = await this.ids('trusted IP lists', DetectorId, async (page) => {
      const { IpSetIds, NextToken } = await this.client.send(new ListIPSetsCommand(page));
      return { ids: IpSetIds, next: NextToken };
    });
    return this.lists('trustedIpLists', ids, (IpSetId) =>
      this.client.send(new GetIPSetCommand({ DetectorId, IpSetId })),
    );
  }

  private async threatIpLists(DetectorId: string): Promise<ObservedList[]> {
    const ids = await this.ids('threat IP lists', DetectorId, async (page) => {
      const { ThreatIntelSetIds, NextToken } = await this.client.send(new ListThreatIntelSetsCommand(page));
      return { ids: ThreatIntelSetIds, next: NextToken };
    });
    return this.lists('threatIpLists', ids, (ThreatIntelSetId) =>
      this.client.send(new GetThreatIntelSetCommand({ DetectorId, ThreatIntelSetId })),
    );
  }

  private async trustedEntityLists(DetectorId: string): Promise<ObservedList[]> {
    const ids = await this.ids('trusted entity lists', DetectorId, async (page) => {
      const { TrustedEntitySetIds, NextToken } = await this.client.send(new ListTrustedEntitySetsCommand(page));
      return { ids: TrustedEntitySetIds, next: NextToken };
    });
    return this.lists('trustedEntityLists', ids, (TrustedEntitySetId) =>
      this.client.send(new GetTrustedEntitySetCommand({ DetectorId, TrustedEntitySetId })),
    );
  }

  private async threatEntityLists(DetectorId: string): Promise<ObservedList[]> {
    const ids = await this.ids('threat entity lists', DetectorId, async (page) => {
      const { ThreatEntitySetIds, NextToken } = await this.client.send(new ListThreatEntitySetsCommand(page));
      return { ids: ThreatEntitySetIds, next: NextToken };
    });
    return this.lists('threatEntityLists', ids, (ThreatEntitySetId) =>
      this.client.send(new GetThreatEntitySetCommand({ DetectorId, ThreatEntitySetId })),
    );
  }

  private ids(what: string, DetectorId: string, page: (paging: Paging) => Promise<Page>): Promise<string[]> {
    return this.call(`listing GuardDuty ${what} (${DetectorId})`, () =>
      everyItem(async (NextToken) => {
        const { ids, next } = await page({ DetectorId, MaxResults: BATCH, NextToken });
        return { items: ids, next };
      }),
    );
  }

  private lists(kind: ListKind, ids: readonly string[], get: (id: string) => Promise<Shown>): Promise<ObservedList[]> {
    return Promise.all(
      ids.map(async (id) => {
        const shown = await this.call(`reading GuardDuty list (${id})`, () => get(id));
        const { Name = '', Location = '', ExpectedBucketOwner: owner, Status = '' } = shown;
        return { kind, name: Name, location: Location, owner, status: Status };
      }),
    );
  }
}
