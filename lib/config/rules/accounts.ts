import type { Rule } from './rule';

/** Organizations refuses to register the management account as a delegated administrator. */
export const administratorIsNotManagement: Rule = ({ organization }) => {
  if (!organization || organization.delegatedAdministrator !== organization.managementAccount) return [];
  const message = 'is the management account; AWS wants the delegated administrator to be another one';
  return [{ level: 'error', path: ['organization', 'delegatedAdministrator'], message }];
};

/** Nobody takes the place of itself, and the management account cannot let members go through a role of its own. */
export const formerAdministratorIsAnother: Rule = ({ organization }) => {
  const former = organization?.migrateFrom?.account;
  if (!organization || former === undefined) return [];
  const { delegatedAdministrator, managementAccount } = organization;
  if (former !== delegatedAdministrator && former !== managementAccount) return [];
  const who = former === managementAccount ? 'the management account' : 'the delegated administrator that is to be';
  return [
    { level: 'error', path: ['organization', 'migrateFrom', 'account'], message: `is ${who}; name the former one` },
  ];
};
