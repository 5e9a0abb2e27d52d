import type { Rule } from './rule';

/** Organizations refuses to register the management account as a delegated administrator. */
export const administratorIsNotManagement: Rule = ({ organization }) => {
  if (!organization || organization.delegatedAdministrator !== organization.managementAccount) return [];
  const message = 'is the management account; AWS wants the delegated administrator to be another one';
  return [{ level: 'error', path: ['organization', 'delegatedAdministrator'], message }];
};
