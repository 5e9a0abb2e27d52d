import { ResourceFailure } from '../engine/failure-reason';
import { type Batch, requireProcessed } from './refused-account';
import { bool, defined, type ResourceType, tagMap, text, type Work } from './resource-type';
import { retag } from './retag';

const graph: ResourceType = {
  type: 'AWS::Detective::Graph',
  createOnly: [],
  attributes: ['Arn'],
  tags: 'list',
  create: async (properties, work) => {
    const Tags = tagMap(properties.Tags);
    const { GraphArn } = await work.call<{ GraphArn: string }>(
      'detective',
      'CreateGraph',
      Object.keys(Tags).length > 0 ? { Tags } : {},
    );
    work.initiated(GraphArn);
    const AutoEnable = bool(properties.AutoEnableMembers);
    if (AutoEnable !== undefined)
      await work.call('detective', 'UpdateOrganizationConfiguration', { GraphArn, AutoEnable });
    return { physicalId: GraphArn, attributes: { Arn: GraphArn } };
  },
  update: async (existing, properties, work) => {
    const { physicalId: GraphArn } = existing;
    const AutoEnable = bool(properties.AutoEnableMembers) ?? false;
    // only an organization behavior graph has it; other graphs refuse it
    if (AutoEnable !== (bool(existing.properties.AutoEnableMembers) ?? false))
      await work.call('detective', 'UpdateOrganizationConfiguration', { GraphArn, AutoEnable });
    await retag(existing, properties, {
      untag: (TagKeys) => work.call('detective', 'UntagResource', { ResourceArn: GraphArn, TagKeys }),
      tag: (tags) => {
        const Tags = Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
        return work.call('detective', 'TagResource', { ResourceArn: GraphArn, Tags });
      },
    });
    return existing;
  },
  remove: async (existing, work) => {
    await work.call('detective', 'DeleteGraph', { GraphArn: existing.physicalId });
  },
};

/** A member of a graph, invited if it is not in the administrator's organization; nothing accepts the invitation on its side. */
const memberInvitation: ResourceType = {
  type: 'AWS::Detective::MemberInvitation',
  createOnly: ['GraphArn', 'MemberId'],
  attributes: [],
  create: async (properties, work) => {
    const [GraphArn, AccountId] = [text(properties.GraphArn), text(properties.MemberId)];
    const made = await work.call<Batch>('detective', 'CreateMembers', {
      GraphArn,
      Accounts: [{ AccountId, EmailAddress: text(properties.MemberEmailAddress) }],
      ...defined({
        Message: text(properties.Message),
        DisableEmailNotification: bool(properties.DisableEmailNotification),
      }),
    });
    requireProcessed(made);
    return { physicalId: `${GraphArn}|${AccountId}` };
  },
  // the other properties are only used for the invitation
  update: (existing) => Promise.resolve(existing),
  remove: async ({ properties }, work) => {
    const [GraphArn, AccountId] = [text(properties.GraphArn), text(properties.MemberId)];
    const removed = await work.call<Batch>('detective', 'DeleteMembers', { GraphArn, AccountIds: [AccountId] });
    requireProcessed(removed, /not a member/i);
  },
};

/** The seconds between two polls for the effect of a designation, and the most polls. */
const POLL_SECONDS = 10;
const MAX_POLLS = 30;

/** The delegated administrator of a region, designated by the management account. */
const organizationAdmin: ResourceType = {
  type: 'AWS::Detective::OrganizationAdmin',
  createOnly: ['AccountId'],
  attributes: ['GraphArn'],
  create: async (properties, work) => {
    const AccountId = text(properties.AccountId) ?? '';
    await work.call('detective', 'EnableOrganizationAdminAccount', { AccountId });
    work.initiated(AccountId);
    return { physicalId: AccountId, attributes: { GraphArn: await graphOf(AccountId, work) } };
  },
  remove: async (_, work) => {
    await work.call('detective', 'DisableOrganizationAdminAccount', {});
  },
};

/** The graph that the designation creates. @throws ResourceFailure if it does not appear */
async function graphOf(administrator: string, { call, world }: Work): Promise<string> {
  for (let polls = 1; ; polls++) {
    const { Administrators = [] } = await call<Administration>('detective', 'ListOrganizationAdminAccounts', {});
    const found = Administrators.find(({ AccountId }) => AccountId === administrator);
    if (found?.GraphArn) return found.GraphArn;
    if (polls === MAX_POLLS) throw new ResourceFailure(`the designation of ${administrator} has not taken effect`);
    await world.clock.sleep(POLL_SECONDS);
  }
}

interface Administration {
  readonly Administrators?: readonly { readonly AccountId: string; readonly GraphArn?: string }[];
}

export const detectiveTypes: readonly ResourceType[] = [graph, memberInvitation, organizationAdmin];
