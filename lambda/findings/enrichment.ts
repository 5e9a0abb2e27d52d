import type { Aws } from '../aws/clients';
import { RolloutError } from '../reconcile/errors';
import type { Log } from '../reconcile/log';
import type { FindingsDesired } from './desired';
import type { GraphMembers } from './detective';
import type { Finding } from './finding';
import type { AccountFacts } from './notification';
import { Recent } from './recent-answers';

/** Names, tags and memberships rarely change: an answer is valid this long. */
const VALID_FOR = 10 * 60_000;

/** With this many accounts and memberships a container holds about ten megabytes at most. */
const ROOM = 10_000;

/** The accounts and memberships that enrichment has read, kept from one invocation to the next. */
export class AccountCache {
  private readonly accounts = new Recent<Promise<AccountFacts>>(VALID_FOR, ROOM);
  private readonly units = new Recent<Promise<string>>(VALID_FOR, ROOM);
  /** `<region>/<account>` → status, undefined if it is not a member */
  private readonly members = new Recent<string | undefined>(VALID_FOR, ROOM);

  constructor(
    private readonly desired: FindingsDesired,
    private readonly homeRegion: string,
    private readonly log: Log,
  ) {}

  /**
   * What Organizations says of an account.
   * @param giveUp return the id alone if AWS does not answer, so that the notification is not lost
   * @throws RolloutError if AWS may answer later, unless `giveUp`
   */
  async account(aws: Aws, id: string, now: number, giveUp: boolean): Promise<AccountFacts> {
    const unknown: AccountFacts = { id, ous: [], tags: {} };
    if (!/^\d{12}$/.test(id)) return unknown;
    try {
      return await remembered(this.accounts, id, now, () => this.read(aws, id, now));
    } catch (error) {
      if (!(error instanceof RolloutError) || (error.transient && !giveUp)) throw error;
      this.log('account unknown', { account: id, reason: error.code, words: error.story });
      return unknown;
    }
  }

  /**
   * The memberships of the findings' accounts, read with one request per region; undefined for a region in which Detective does
   * not answer.
   */
  async memberships(
    aws: Aws,
    findings: readonly Pick<Finding, 'region' | 'accountId'>[],
    now: number,
  ): Promise<ReadonlyMap<string, GraphMembers>> {
    const regions = [...new Set(findings.map(({ region }) => region))].filter((region) => this.hasDetective(region));
    const answers = regions.map(async (region): Promise<[string, GraphMembers]> => {
      const accounts = findings.filter((each) => each.region === region).map(({ accountId }) => accountId);
      return [region, await this.inRegion(aws, region, [...new Set(accounts)], now)];
    });
    return new Map(await Promise.all(answers));
  }

  private hasDetective(region: string): boolean {
    return Object.hasOwn(this.desired.detective, region) && this.desired.detective[region] === true;
  }

  private async inRegion(aws: Aws, region: string, accounts: readonly string[], now: number): Promise<GraphMembers> {
    const key = (account: string) => `${region}/${account}`;
    const known = new Map<string, string | undefined>();
    for (const account of accounts)
      if (this.members.has(key(account), now)) known.set(account, this.members.get(key(account), now));
    const asked = accounts.filter((account) => /^\d{12}$/.test(account) && !known.has(account));
    try {
      const statuses = asked.length === 0 ? new Map<string, string>() : await aws.detective(region).statusOf(asked);
      for (const account of asked) {
        known.set(account, statuses.get(account));
        this.members.set(key(account), statuses.get(account), now);
      }
    } catch (error) {
      if (!(error instanceof RolloutError)) throw error;
      // the notification says why the link is missing; no finding waits for it
      this.log('membership unknown', { region, reason: error.code, words: error.story });
      return undefined;
    }
    return new Map([...known].flatMap(([account, status]) => (status === undefined ? [] : [[account, status]])));
  }

  private async read(aws: Aws, id: string, now: number): Promise<AccountFacts> {
    const organizations = aws.organizations(this.homeRegion);
    const account = await organizations.account(id);
    // an outside account, which accepted an invitation
    if (!account) return { id, ous: [], tags: {} };
    const [tags, ...ous] = await Promise.all([
      organizations.tags(id),
      ...(account.path ?? []).map(async (unit) => ({
        id: unit,
        name: unit.startsWith('r-')
          ? 'Root'
          : await remembered(this.units, unit, now, () => organizations.unitName(unit)),
      })),
    ]);
    const email = this.desired.accountEmail === false ? {} : { email: account.email };
    return { id, name: account.name, ...email, ous, tags };
  }
}

/** One request serves everyone who asks at the same time; a failed one is repeated. */
function remembered<T>(all: Recent<Promise<T>>, key: string, now: number, ask: () => Promise<T>): Promise<T> {
  const known = all.get(key, now);
  if (known !== undefined) return known;
  const value = ask();
  all.set(key, value, now);
  value.catch(() => all.forget(key));
  return value;
}
