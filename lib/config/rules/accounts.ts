import type { Rule } from './rule';

/** Organizations refuses to register the management account as a delegated administrator. */
export const administratorIsNotManagement: Rule = ({ organization }) => {
  if (!organization || organization.delegatedAdministrator !== organization.managementAccount) return [];
  const message = 'is the management account; AWS requires another account as delegated administrator';
  return [{ level: 'error', path: ['organization', 'delegatedAdministrator'], message }];
};

/** The former administrator is neither the new one nor the management account, which cannot assume a role in itself to release members. */
export const formerAdministratorIsAnother: Rule = ({ organization }) => {
  const former = organization?.migrateFrom?.account;
  if (!organization || former === undefined) return [];
  const { delegatedAdministrator, managementAccount } = organization;
  if (former !== delegatedAdministrator && former !== managementAccount) return [];
  const who = former === managementAccount ? 'the management account' : 'the new delegated administrator';
  return [
    { level: 'error', path: ['organization', 'migrateFrom', 'account'], message: `is ${who}; name the former one` },
  ];
};

/** Warns of a role that is assumed without an external id: whoever has functions assume roles for others could have this one assumed. */
export const formerAdministratorAsksForExternalId: Rule = ({ organization }) => {
  const { migrateFrom } = organization ?? {};
  if (!migrateFrom || migrateFrom.externalId !== undefined) return [];
  const message = 'is missing; let the trust policy of the role require one, so that no one else can have it assumed';
  return [{ level: 'warning', path: ['organization', 'migrateFrom', 'externalId'], message }];
};
