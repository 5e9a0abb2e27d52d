import type { Draft } from '../draft';
import { governedNames } from '../governed-regions';
import type { Mistake } from '../issue';
import type { OutsideMemberEntry } from '../schema-outside-members';
import type { Rule } from './rule';

/** A mistake in one of several outside accounts, with the account's index and the key. */
export interface MemberMistake extends Omit<Mistake, 'path'> {
  readonly index: number;
  readonly key: keyof OutsideMemberEntry;
  /** index in a list under the key */
  readonly item?: number;
}

/** Checks the outside accounts of the configuration, each on its own and together. */
export const outsideMembersAreSound: Rule = (config) =>
  memberMistakes(config.outsideMembers?.accounts ?? [], config, (index) => `at outsideMembers.accounts[${index}]`).map(
    ({ index, key, item, ...mistake }) => ({
      level: 'error',
      path: ['outsideMembers', 'accounts', index, key, ...(item === undefined ? [] : [item])],
      ...mistake,
    }),
  );

/** Reports accounts that are listed and unmanaged at once. */
export const unmanagedAreNotListed: Rule = ({ outsideMembers }) => {
  const listed = new Set(outsideMembers?.accounts.map(({ account }) => account));
  return (outsideMembers?.unmanaged ?? []).flatMap((id, index) =>
    listed.has(id)
      ? [
          {
            level: 'error' as const,
            path: ['outsideMembers', 'unmanaged', index],
            message: 'is among outsideMembers.accounts too: it is either covered or left alone',
          },
        ]
      : [],
  );
};

/**
 * All mistakes in outside accounts, from the configuration or from the CSV.
 * @param whereIs describes the place of the account at an index
 */
export function memberMistakes(
  members: readonly OutsideMemberEntry[],
  config: Draft,
  whereIs: (index: number) => string,
): MemberMistake[] {
  const governed =
    config.partition && config.regions
      ? governedNames({ partition: config.partition, regions: config.regions })
      : undefined;
  const first = new Map<string, number>();
  return members.flatMap((member, index) => {
    const before = first.get(member.account);
    if (before === undefined) first.set(member.account, index);
    return [
      ...(before === undefined
        ? []
        : [
            {
              index,
              key: 'account' as const,
              message: `is listed twice, first ${whereIs(before)}`,
            },
          ]),
      ...ownAccount(member, index, config),
      ...ungoverned(member, index, governed),
      ...emptyEntries(member, index),
      ...withoutExternalId(member, index, config),
      ...unknownOrganization(member, index, config),
    ];
  });
}

function ownAccount({ account }: OutsideMemberEntry, index: number, { organization }: Draft): MemberMistake[] {
  const own = [organization?.managementAccount, organization?.delegatedAdministrator];
  const message = "is the organization's own: it is covered without an invitation";
  return own.includes(account) ? [{ index, key: 'account', message }] : [];
}

function ungoverned(
  { regions = [] }: OutsideMemberEntry,
  index: number,
  governed: readonly string[] | undefined,
): MemberMistake[] {
  if (!governed) return [];
  return regions.flatMap((region, item) =>
    governed.includes(region)
      ? []
      : [{ index, key: 'regions' as const, item, message: 'is not among the governed regions' }],
  );
}

function emptyEntries({ services, regions }: OutsideMemberEntry, index: number): MemberMistake[] {
  return [
    ...(services.length === 0
      ? [{ index, key: 'services' as const, message: 'names no service; leave the account out' }]
      : []),
    ...(regions?.length === 0
      ? [{ index, key: 'regions' as const, message: 'names no region; leave the account out' }]
      : []),
  ];
}

/** The external id is required: without it the acceptance functions could be tricked into assuming a foreign role (confused deputy). */
function withoutExternalId(member: OutsideMemberEntry, index: number, { outsideMembers }: Draft): MemberMistake[] {
  if (!outsideMembers || (member.externalId ?? outsideMembers.externalId) !== undefined) return [];
  return [
    {
      index,
      key: 'externalId',
      message: 'is missing here and at outsideMembers: agree on one with the owner of the account',
    },
  ];
}

function unknownOrganization(
  { managementAccount }: OutsideMemberEntry,
  index: number,
  { outsideMembers }: Draft,
): MemberMistake[] {
  const known = outsideMembers?.organizations.map((each) => each.managementAccount) ?? [];
  if (managementAccount === undefined || known.includes(managementAccount)) return [];
  return [{ index, key: 'managementAccount', message: 'is not among outsideMembers.organizations' }];
}
