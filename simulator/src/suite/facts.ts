import { outputOf, type Send } from './call';
import type { Facts } from './case';

/** What the guards and the announcement of a sandbox run need to know, besides the facts. */
export interface Surroundings extends Facts {
  /** accounts of the organization, counted to the limit and one more */
  readonly accounts: number;
  /** services among GuardDuty and Detective that have a delegated administrator */
  readonly delegated: readonly string[];
}

/**
 * Reads, and only reads, what is true of the caller.
 * @param accountLimit how far accounts are counted
 * @throws where the caller is in no organization, or may not ask
 */
export async function surroundings(
  send: Send,
  region: string,
  accountLimit: number,
  label: string,
): Promise<Surroundings> {
  const { Account } = outputOf(await send('sts', 'GetCallerIdentity', {}));
  const { Organization } = outputOf(await send('organizations', 'DescribeOrganization', {}));
  const { Id, MasterAccountId } = Organization as { Id: string; MasterAccountId: string };
  const isManagement = Account === MasterAccountId;
  const detector = await ownDetector(send);
  return {
    account: String(Account),
    region,
    organization: Id,
    managementAccount: MasterAccountId,
    root: isManagement ? await rootOf(send) : '',
    detector,
    related: detector !== undefined && (await isRelated(send, detector)),
    graph: await ownGraph(send),
    label,
    accounts: isManagement ? await countAccounts(send, accountLimit) : 0,
    delegated: isManagement ? await delegatedServices(send) : [],
  };
}

async function rootOf(send: Send): Promise<string> {
  const { Roots } = outputOf(await send('organizations', 'ListRoots', {}));
  return (Roots as { Id: string }[])[0]?.Id ?? '';
}

async function ownDetector(send: Send): Promise<string | undefined> {
  const { DetectorIds } = outputOf(await send('guardduty', 'ListDetectors', {}));
  return (DetectorIds as string[])[0];
}

async function isRelated(send: Send, DetectorId: string): Promise<boolean> {
  const { Administrator } = outputOf(await send('guardduty', 'GetAdministratorAccount', { DetectorId }));
  const { Members = [] } = outputOf(await send('guardduty', 'ListMembers', { DetectorId, OnlyAssociated: 'false' }));
  return Administrator !== undefined || (Members as unknown[]).length > 0;
}

/** Undefined where Detective is not offered or may not be asked. */
async function ownGraph(send: Send): Promise<string | undefined> {
  const answer = await send('detective', 'ListGraphs', {});
  if ('error' in answer) return undefined;
  return (answer.output.GraphList as { Arn: string }[])[0]?.Arn;
}

async function countAccounts(send: Send, limit: number): Promise<number> {
  let count = 0;
  let NextToken: unknown;
  do {
    const page = outputOf(await send('organizations', 'ListAccounts', NextToken === undefined ? {} : { NextToken }));
    count += (page.Accounts as unknown[]).length;
    NextToken = page.NextToken;
  } while (NextToken !== undefined && count <= limit);
  return count;
}

async function delegatedServices(send: Send): Promise<string[]> {
  const delegated = ['guardduty', 'detective'].map(async (service) => {
    const ServicePrincipal = `${service}.amazonaws.com`;
    const { DelegatedAdministrators } = outputOf(
      await send('organizations', 'ListDelegatedAdministrators', { ServicePrincipal }),
    );
    const regional = await send(
      service === 'guardduty' ? 'guardduty' : 'detective',
      'ListOrganizationAdminAccounts',
      {},
    );
    const here = 'output' in regional ? (regional.output.AdminAccounts ?? regional.output.Administrators ?? []) : [];
    return [...(DelegatedAdministrators as unknown[]), ...(here as unknown[])].length > 0 ? [service] : [];
  });
  return (await Promise.all(delegated)).flat();
}
