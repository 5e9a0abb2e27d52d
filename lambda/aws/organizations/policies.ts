import {
  AttachPolicyCommand,
  CreatePolicyCommand,
  DeletePolicyCommand,
  DescribePolicyCommand,
  DetachPolicyCommand,
  DisablePolicyTypeCommand,
  EnablePolicyTypeCommand,
  ListPoliciesCommand,
  ListRootsCommand,
  ListTargetsForPolicyCommand,
  type OrganizationsClient,
  UpdatePolicyCommand,
} from '@aws-sdk/client-organizations';
import { RolloutError } from '../../reconcile/errors';
import { call, everyItem } from '../call';
import { isAlreadyIn } from '../error-predicates';

const TYPE = 'GUARDDUTY_POLICY';

/** The root of the organization, and whether the policy type is enabled there. */
export interface PolicyRoot {
  readonly id: string;
  /** `PENDING_ENABLE` and `PENDING_DISABLE` while AWS is at it; absent if the type is disabled */
  readonly status?: string;
}

/** A GuardDuty policy with its targets. */
export interface AttachedPolicy {
  readonly id: string;
  readonly name: string;
  /** JSON */
  readonly content: string;
  /** ids of the root, units and accounts that it is attached to */
  readonly targets: readonly string[];
}

/** GuardDuty policies of AWS Organizations, which only the management account may change. */
export class GuardDutyPolicies {
  /** name → id, of the policies that were listed or created in this run */
  private readonly ids = new Map<string, string>();

  constructor(
    private readonly client: OrganizationsClient,
    private readonly region: string,
  ) {}

  root(): Promise<PolicyRoot> {
    return this.call('listing Organizations roots', async () => {
      const [root] = await everyItem(async (NextToken) => {
        const page = await this.client.send(new ListRootsCommand({ NextToken }));
        return { items: page.Roots, next: page.NextToken };
      });
      const status = root?.PolicyTypes?.find(({ Type }) => Type === TYPE)?.Status;
      return { id: root?.Id ?? '', ...(status && { status }) };
    });
  }

  /** Every GuardDuty policy of the organization, whoever made it. */
  async all(): Promise<AttachedPolicy[]> {
    const listed = await this.call('listing Organizations policies', () =>
      everyItem(async (NextToken) => {
        const page = await this.client.send(new ListPoliciesCommand({ Filter: TYPE, NextToken }));
        return { items: page.Policies, next: page.NextToken };
      }),
    );
    const policies: AttachedPolicy[] = [];
    // one after the other: Organizations accepts few calls a second
    for (const { Id: id = '', Name: name = '' } of listed) {
      this.ids.set(name, id);
      policies.push({ id, name, content: await this.content(id), targets: await this.targets(id) });
    }
    return policies;
  }

  async create(Name: string, Content: string, tags: Readonly<Record<string, string>>): Promise<void> {
    const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
    const { Policy } = await this.call(`creating Organizations policy (${Name})`, () =>
      this.client.send(new CreatePolicyCommand({ Type: TYPE, Name, Content, Tags, Description: 'muster' })),
    );
    this.ids.set(Name, Policy?.PolicySummary?.Id ?? '');
  }

  async update(name: string, Content: string): Promise<void> {
    await this.call(`updating Organizations policy (${name})`, () =>
      this.client.send(new UpdatePolicyCommand({ PolicyId: this.idOf(name), Content })),
    );
  }

  /** @throws RolloutError `NotSettled` while AWS still enables the type */
  async attach(name: string, TargetId: string): Promise<void> {
    try {
      await this.ensure(`attaching Organizations policy (${name}) to ${TargetId}`, 'DuplicatePolicyAttachment', () =>
        this.client.send(new AttachPolicyCommand({ PolicyId: this.idOf(name), TargetId })),
      );
    } catch (error) {
      if (!(error instanceof RolloutError) || !isAlreadyIn(error, 'PolicyTypeNotEnabled')) throw error;
      const hint = 'AWS enables the policy type within minutes';
      throw new RolloutError('NotSettled', error.story, { hint, cause: error.cause });
    }
  }

  /** GuardDuty stays as it is in the accounts below the target. */
  async detach(name: string, TargetId: string): Promise<void> {
    await this.ensure(`detaching Organizations policy (${name}) from ${TargetId}`, 'PolicyNotAttached', () =>
      this.client.send(new DetachPolicyCommand({ PolicyId: this.idOf(name), TargetId })),
    );
  }

  async delete(name: string): Promise<void> {
    await this.call(`deleting Organizations policy (${name})`, () =>
      this.client.send(new DeletePolicyCommand({ PolicyId: this.idOf(name) })),
    );
  }

  /** Ends the effect of auto-enable in every region. */
  async enableType(RootId: string): Promise<void> {
    await this.ensure(`enabling Organizations policy type (${TYPE})`, 'PolicyTypeAlreadyEnabled', () =>
      this.client.send(new EnablePolicyTypeCommand({ RootId, PolicyType: TYPE })),
    );
  }

  /** Detaches every policy of the type at once, and auto-enable is effective again. */
  async disableType(RootId: string): Promise<void> {
    await this.ensure(`disabling Organizations policy type (${TYPE})`, 'PolicyTypeNotEnabled', () =>
      this.client.send(new DisablePolicyTypeCommand({ RootId, PolicyType: TYPE })),
    );
  }

  private content(PolicyId: string): Promise<string> {
    return this.call(`describing Organizations policy (${PolicyId})`, async () => {
      const { Policy } = await this.client.send(new DescribePolicyCommand({ PolicyId }));
      return Policy?.Content ?? '';
    });
  }

  private targets(PolicyId: string): Promise<string[]> {
    return this.call(`listing Organizations targets (${PolicyId})`, () =>
      everyItem(async (NextToken) => {
        const page = await this.client.send(new ListTargetsForPolicyCommand({ PolicyId, NextToken }));
        return { items: page.Targets?.flatMap(({ TargetId }) => TargetId ?? []), next: page.NextToken };
      }),
    );
  }

  private idOf(name: string): string {
    return this.ids.get(name) ?? '';
  }

  private call<T>(doing: string, send: () => Promise<T>): Promise<T> {
    return call(doing, this.region, send);
  }

  /** A call that also succeeds if another writer was first. */
  private async ensure(doing: string, state: Parameters<typeof isAlreadyIn>[1], send: () => Promise<unknown>) {
    try {
      await this.call(doing, send);
    } catch (error) {
      if (!isAlreadyIn(error, state)) throw error;
    }
  }
}
