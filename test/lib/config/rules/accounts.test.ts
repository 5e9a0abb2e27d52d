import { reasons, warnings, written } from '../written';

describe('the accounts', () => {
  it('fails when the administrator is the management account', () => {
    const organization = "{ managementAccount: '111111111111', delegatedAdministrator: '111111111111' }";
    expect(reasons(written({ organization }))).toEqual([
      'organization.delegatedAdministrator: got "111111111111", is the management account; AWS requires another account as delegated administrator',
    ]);
  });

  it('that are malformed are not compared: two equal slips are two mistakes, not three', () => {
    const organization = "{ managementAccount: '1111', delegatedAdministrator: '1111' }";
    expect(reasons(written({ organization }))).toHaveLength(2);
  });

  it.each([
    ['111111111111', 'is the management account; name the former one'],
    ['222222222222', 'is the new delegated administrator; name the former one'],
  ])('fails when migrateFrom %s', (account, words) => {
    const former = `{ account: '${account}', roleName: role }`;
    const organization = `{ managementAccount: '111111111111', delegatedAdministrator: '222222222222', migrateFrom: ${former} }`;
    expect(reasons(written({ organization }))).toEqual([
      `organization.migrateFrom.account: got "${account}", ${words}`,
    ]);
  });

  it('may have had a third account as administrator', () => {
    const former = "{ account: '333333333333', roleName: role }";
    const organization = `{ managementAccount: '111111111111', delegatedAdministrator: '222222222222', migrateFrom: ${former} }`;
    expect(reasons(written({ organization }))).toEqual([]);
  });

  it('are warned about when the role of the former administrator asks for no external id', () => {
    const former = (more: string) =>
      `{ managementAccount: '111111111111', delegatedAdministrator: '222222222222', migrateFrom: { account: '333333333333', roleName: role${more} } }`;
    expect(warnings(written({ organization: former('') }))).toEqual([
      expect.stringContaining('organization.migrateFrom.externalId: is missing'),
    ]);
    expect(warnings(written({ organization: former(', externalId: agreed') }))).toEqual([]);
  });
});
