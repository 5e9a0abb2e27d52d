import type { Draft, Path, Placed } from './draft';
import { nearest } from './nearest';
import { regionFacts } from './regions';

/** A mistake and where it is in the file. */
export interface Issue {
  readonly path: Path;
  readonly message: string;
}

type Rule = (file: Draft) => readonly Issue[];

const accountsAreUnique: Rule = (file) =>
  repeated(file, ({ id }) => id).map(({ entry, path }) => ({
    path: [...path, 'id'],
    message: `account ${entry.id} is listed twice`,
  }));

const emailsAreUnique: Rule = (file) =>
  repeated(file, ({ email }) => email)
    .filter(({ entry }) => entry.email !== '')
    .map(({ entry, path }) => ({
      path: [...path, 'email'],
      message: `another account already has the e-mail address ${entry.email}`,
    }));

const managementAccountIsActive: Rule = ({ organization, accounts, outsideAccounts }) => {
  if (!organization) return [];
  const id = organization.managementAccount;
  const path = ['organization', 'managementAccount'];
  if (outsideAccounts.some(({ entry }) => entry.id === id))
    return [{ path, message: `the management account ${id} is among the outside accounts` }];
  const state = accounts.find(({ entry }) => entry.id === id)?.entry.state ?? 'ACTIVE';
  return state === 'ACTIVE' ? [] : [{ path, message: `the management account ${id} is ${state}` }];
};

const administratorsAreMembers: Rule = ({ organization, outsideAccounts }) =>
  Object.entries(organization?.delegatedAdministrators ?? {}).flatMap(([service, id]) => {
    const path = ['organization', 'delegatedAdministrators', service];
    if (id === organization?.managementAccount)
      return [{ path, message: `the management account ${id} cannot be a delegated administrator` }];
    return outsideAccounts.some(({ entry }) => entry.id === id)
      ? [{ path, message: `the delegated administrator ${id} is among the outside accounts` }]
      : [];
  });

const optInRegionsAreOptIn: Rule = (file) =>
  everyAccount(file).flatMap(({ entry, path }) =>
    entry.optedInRegions.flatMap((region, index) => {
      const at = [...path, 'optedInRegions', index];
      const fact = regionFacts(file.partition).find((each) => each.region === region);
      if (!fact) return [unknownRegion(file, region, at)];
      return fact.optIn ? [] : [{ path: at, message: `${region} is not an opt-in region: every account has it` }];
    }),
  );

const detectorsArePossible: Rule = (file) => [
  ...file.guardduty.flatMap(({ entry, at }) => placeIssues(file, entry, ['guardduty', at], 'guardduty')),
  ...placedOnce(file.guardduty, 'guardduty', 'a detector'),
  ...file.guardduty
    .filter(({ entry }) => entry.administrator === entry.account)
    .map(({ entry, at }) => ({
      path: ['guardduty', at, 'administrator'],
      message: `account ${entry.account} cannot be its own administrator`,
    })),
];

const graphsArePossible: Rule = (file) => [
  ...file.detective.flatMap(({ entry, at }) => placeIssues(file, entry, ['detective', at], 'detective')),
  ...placedOnce(file.detective, 'detective', 'a behavior graph'),
  ...file.detective.flatMap(({ entry, at }) =>
    entry.members.flatMap((id, index) => unknownAccount(file, id, ['detective', at, 'members', index])),
  ),
];

const invitationsArePossible: Rule = (file) =>
  file.invitations.flatMap(({ entry, at }) => {
    const path = ['invitations', at];
    const itself =
      entry.from === entry.to ? [{ path: [...path, 'to'], message: 'an account cannot invite itself' }] : [];
    const places = entry.services.flatMap((service) =>
      placeIssues(file, { account: entry.to, region: entry.region }, path, service),
    );
    return [...itself, ...places];
  });

const policiesHaveTargets: Rule = (file) =>
  (['serviceControlPolicies', 'guardDutyPolicies'] as const).flatMap((key) =>
    file[key].flatMap(({ entry, at }) =>
      entry.targets.flatMap((target, index) => {
        const path = [key, at, 'targets', index];
        return /^\d{12}$/.test(target) ? unknownAccount(file, target, path) : unknownUnit(file, target, path);
      }),
    ),
  );

/** Every rule that the schema cannot express. */
const RULES: readonly Rule[] = [
  accountsAreUnique,
  emailsAreUnique,
  managementAccountIsActive,
  administratorsAreMembers,
  optInRegionsAreOptIn,
  detectorsArePossible,
  graphsArePossible,
  invitationsArePossible,
  policiesHaveTargets,
];

/** The contradictions in the valid parts of a file. */
export function brokenRules(file: Draft): readonly Issue[] {
  return RULES.flatMap((rule) => rule(file));
}

type AnyAccount = Omit<Draft['outsideAccounts'][number]['entry'], 'roles'>;

function everyAccount(file: Draft): readonly { readonly entry: AnyAccount; readonly path: Path }[] {
  return [
    ...file.accounts.map(({ entry, at }) => ({ entry, path: ['accounts', at] })),
    ...file.outsideAccounts.map(({ entry, at }) => ({ entry, path: ['outsideAccounts', at] })),
  ];
}

/** The accounts that repeat a value of an earlier one. */
function repeated(file: Draft, what: (account: AnyAccount) => string) {
  const seen = new Set<string>();
  return everyAccount(file).filter(({ entry }) => {
    const again = seen.has(what(entry));
    seen.add(what(entry));
    return again;
  });
}

interface Place {
  readonly account: string;
  readonly region: string;
}

function placeIssues(file: Draft, { account, region }: Place, at: Path, service: string): readonly Issue[] {
  const path = [...at, 'region'];
  const unknown = unknownAccount(file, account, [...at, 'account']);
  const fact = regionFacts(file.partition).find((each) => each.region === region);
  if (!fact) return [...unknown, unknownRegion(file, region, path)];
  if (fact.notOffered.includes(service))
    return [...unknown, { path, message: `${service} is not offered in ${region}` }];
  const known = everyAccount(file).find(({ entry }) => entry.id === account)?.entry;
  return fact.optIn && known && !known.optedInRegions.includes(region)
    ? [{ path, message: `account ${account} has not enabled the opt-in region ${region}` }]
    : unknown;
}

function placedOnce(entries: readonly Placed<Place>[], list: string, thing: string): readonly Issue[] {
  const seen = new Set<string>();
  return entries.flatMap(({ entry: { account, region }, at }) => {
    const again = seen.has(`${account}/${region}`);
    seen.add(`${account}/${region}`);
    return again ? [{ path: [list, at], message: `account ${account} already has ${thing} in ${region}` }] : [];
  });
}

function unknownAccount(file: Draft, id: string, path: Path): readonly Issue[] {
  const { managementAccount, delegatedAdministrators = {} } = file.organization ?? {};
  const implied = [managementAccount, ...Object.values(delegatedAdministrators)];
  return implied.includes(id) || everyAccount(file).some(({ entry }) => entry.id === id)
    ? []
    : [{ path, message: `account ${id} is neither among the accounts nor among the outside accounts` }];
}

function unknownUnit({ accounts }: Draft, unit: string, path: Path): readonly Issue[] {
  const units = [...new Set(accounts.map(({ entry }) => entry.ou))];
  if (unit === '' || units.some((each) => `${each}/`.startsWith(`${unit}/`))) return [];
  const suggestion = nearest(unit, units);
  const message = `no account is in an organizational unit ${unit}`;
  return [{ path, message: suggestion === undefined ? message : `${message}; did you mean ${suggestion}?` }];
}

function unknownRegion(file: Draft, region: string, path: Path): Issue {
  const regions = regionFacts(file.partition).map((fact) => fact.region);
  const suggestion = nearest(region, regions);
  const message = `there is no region ${region} in the partition ${file.partition}`;
  return { path, message: suggestion === undefined ? message : `${message}; did you mean ${suggestion}?` };
}
