import { type GuardDutyClient, ListDetectorsCommand } from '@aws-sdk/client-guardduty';
import { RolloutError } from '../../reconcile/errors';
import { call, everyItem, inBatches, type Spent } from '../call';
import { type Refusal, refusalsIn } from '../refusals';

interface BatchAnswer {
  readonly UnprocessedAccounts?: Parameters<typeof refusalsIn>[1];
}

/** The base of all GuardDuty ports of a region. Callers do not name the detector: an account has at most one in a region. */
export abstract class GuardDutyPort {
  protected detectorId: string | undefined;

  constructor(
    protected readonly client: GuardDutyClient,
    readonly region: string,
    protected readonly spent: Spent,
  ) {}

  protected async findDetector(): Promise<string | undefined> {
    const [id] = await this.call('listing GuardDuty detectors', () =>
      everyItem(async (NextToken) => {
        const page = await this.client.send(new ListDetectorsCommand({ NextToken }));
        return { items: page.DetectorIds, next: page.NextToken };
      }),
    );
    this.detectorId = id;
    return id;
  }

  protected async ownDetector(): Promise<string> {
    const id = this.detectorId ?? (await this.findDetector());
    if (id !== undefined) return id;
    throw new RolloutError('NotSettled', `finding GuardDuty detector in ${this.region}: the account has none yet`);
  }

  protected call<T>(doing: string, send: () => Promise<T>): Promise<T> {
    return call(doing, this.region, send);
  }

  /** Calls an operation for accounts in batches. @returns the refusals */
  protected async eachBatch(
    operation: string,
    doing: string,
    accounts: readonly string[],
    send: (detectorId: string, accounts: string[]) => Promise<BatchAnswer>,
  ): Promise<Refusal[]> {
    const id = await this.ownDetector();
    return inBatches(accounts, this.spent, async (batch) => {
      const answer = await this.call(`${doing} GuardDuty members (${batch.length} accounts)`, () =>
        send(id, [...batch]),
      );
      return refusalsIn(operation, answer.UnprocessedAccounts);
    });
  }
}
