import type { World } from './contract/world';
import { Organization } from './organization/organization';

interface Snapshot {
  /** the organization's time */
  readonly time: number;
  readonly before: Pick<World, 'state' | 'organization'>;
}

/** Services whose reads can lag. */
const KEPT: ReadonlySet<string> = new Set(['guardduty', 'detective', 'organizations', 'account']);

/**
 * The world as it was before each of the latest calls that changed it. Kept only while a lagging read is planned, because it
 * costs a copy.
 */
export class History {
  private readonly snapshots: Snapshot[] = [];

  /** Must be called before each change. */
  remember(world: World): void {
    const state = world.state.copy((service) => KEPT.has(service));
    this.snapshots.push({
      time: world.clock.now(),
      before: { state, organization: copied(world.organization) },
    });
  }

  forget(): void {
    this.snapshots.length = 0;
  }

  /** The world before the first change that is younger than `seconds`, as a read that lags by `seconds` sees it. */
  lagging(world: World, seconds: number): World {
    const since = world.clock.now() - seconds * 1000;
    const seen = this.snapshots.find(({ time }) => time > since);
    return seen ? Object.create(world, Object.getOwnPropertyDescriptors(seen.before)) : world;
  }
}

function copied(organization: Organization): Organization {
  const { accounts, units, trustedServices, delegatedAdministrators } = organization;
  const own = structuredClone({ accounts, units, trustedServices, delegatedAdministrators });
  return Object.assign(Object.create(Organization.prototype), organization, own);
}
