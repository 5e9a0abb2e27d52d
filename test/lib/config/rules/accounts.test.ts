import { reasons, written } from '../written';

describe('the accounts', () => {
  it('fails when the administrator is the management account', () => {
    const organization = "{ managementAccount: '111111111111', delegatedAdministrator: '111111111111' }";
    expect(reasons(written({ organization }))).toEqual([
      'organization.delegatedAdministrator: got "111111111111", is the management account; AWS wants the delegated administrator to be another one',
    ]);
  });

  it('that are malformed are not compared: two equal slips are two mistakes, not three', () => {
    const organization = "{ managementAccount: '1111', delegatedAdministrator: '1111' }";
    expect(reasons(written({ organization }))).toHaveLength(2);
  });
});
