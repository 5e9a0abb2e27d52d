import { DetectiveClient, ListInvitationsCommand as ListGraphInvitationsCommand } from '@aws-sdk/client-detective';
import { GuardDutyClient, ListInvitationsCommand, ListMembersCommand } from '@aws-sdk/client-guardduty';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { clientOf, organizationOf, SECURITY } from '../../src/fixtures/organization-of';
import { OrganizationFileError, parseOrganization } from '../../src/organization/load';
import { allServices } from '../../src/services';
import { Simulation } from '../../src/simulation';

const PARTNER = '900000000001';
const OTHER = '800000000008';
const region = 'eu-west-1';

const started = (parts: Parameters<typeof organizationOf>[0]) =>
  Simulation.start(organizationOf(parts), allServices, { clockRate: 0 });

function mistakesOf(text: string): string[] {
  try {
    parseOrganization(text, 'org.yaml');
    return [];
  } catch (error) {
    if (error instanceof OrganizationFileError) return error.message.split('\n');
    throw error;
  }
}

describe('a role of an outside account', () => {
  const roles = [{ name: 'access', trusts: SECURITY, externalId: 'agreed' }];
  const assume = (simulation: Simulation, by: string, ExternalId?: string) =>
    clientOf(STSClient, simulation, by, region).send(
      new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${PARTNER}:role/access`, RoleSessionName: 'test', ExternalId }),
    );

  test('I7: accepts only the account that it trusts, with the external id', async () => {
    const simulation = await started({ outsideAccounts: [{ id: PARTNER, roles }] });
    expect((await assume(simulation, SECURITY, 'agreed')).AssumedRoleUser?.Arn).toContain(`:${PARTNER}:`);
    await expect(assume(simulation, SECURITY, 'wrong')).rejects.toMatchObject({ name: 'AccessDenied' });
    await expect(assume(simulation, SECURITY)).rejects.toMatchObject({ name: 'AccessDenied' });
    await expect(assume(simulation, '333333333333', 'agreed')).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  test('requires no external id if it names none', async () => {
    const simulation = await started({
      outsideAccounts: [{ id: PARTNER, roles: [{ name: 'access', trusts: SECURITY }] }],
    });
    expect((await assume(simulation, SECURITY)).Credentials).toBeDefined();
  });
});

describe('an invitation that is open at the start', () => {
  const invitations = [{ from: OTHER, to: PARTNER, region, services: ['guardduty' as const, 'detective' as const] }];

  test('I1: is listed for the invited account, in both services, and for its sender', async () => {
    const outsideAccounts = [{ id: PARTNER }, { id: OTHER }];
    const simulation = await started({ outsideAccounts, invitations });
    const guardDuty = clientOf(GuardDutyClient, simulation, PARTNER, region);
    expect((await guardDuty.send(new ListInvitationsCommand({}))).Invitations).toMatchObject([
      { AccountId: OTHER, RelationshipStatus: 'Invited' },
    ]);
    const detective = clientOf(DetectiveClient, simulation, PARTNER, region);
    expect((await detective.send(new ListGraphInvitationsCommand({}))).Invitations).toMatchObject([
      { AdministratorId: OTHER, Status: 'INVITED' },
    ]);
    const inviter = clientOf(GuardDutyClient, simulation, OTHER, region);
    const id = await detectorOf(simulation);
    const members = await inviter.send(new ListMembersCommand({ DetectorId: id, OnlyAssociated: 'false' }));
    expect(members.Members).toMatchObject([{ AccountId: PARTNER, RelationshipStatus: 'Invited' }]);
  });

  test('needs an existing account that is not the inviter, and a region that offers the service', () => {
    const text = (invitation: string) =>
      [
        "organization: { id: o-exampleorg1, managementAccount: '111111111111' }",
        "accounts: [{ id: '111111111111' }]",
        "outsideAccounts: [{ id: '900000000001' }]",
        `invitations: [${invitation}]`,
      ].join('\n');
    const to = "to: '900000000001'";
    expect(mistakesOf(text(`{ from: '${OTHER}', ${to}, region: eu-west-1 }`))).toEqual([]);
    expect(mistakesOf(text(`{ from: '900000000001', ${to}, region: eu-west-1 }`))).toEqual([
      expect.stringContaining('an account cannot invite itself'),
    ]);
    expect(mistakesOf(text(`{ from: '${OTHER}', to: '900000000009', region: eu-west-1 }`))).toEqual([
      expect.stringContaining('account 900000000009 is neither'),
    ]);
    expect(mistakesOf(text(`{ from: '${OTHER}', ${to}, region: ap-northeast-3, services: [detective] }`))).toEqual([
      expect.stringContaining('detective is not offered in ap-northeast-3'),
    ]);
  });
});

async function detectorOf(simulation: Simulation): Promise<string> {
  const as = { principal: simulation.principals.administrator(OTHER), region };
  const list = await simulation.invoke<{ DetectorIds?: string[] }>('guardduty', 'ListDetectors', {}, as);
  return list.DetectorIds?.[0] ?? '';
}
