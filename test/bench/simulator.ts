import { allServices, organizationFile, regionFacts, Simulation } from '@muster/simulator';
import { MANAGEMENT, SECURITY } from '../accounts';

/** The simulator itself at 10,000 accounts × 34 regions: how long it takes to start, its memory, and its answers per second. */

const ACCOUNTS = 10_000;
const BATCH = 50;
/** answers per second that the slowest of these operations must reach; a rehearsal makes a few calls at a time */
const PER_SECOND = 200;
/** memory that the whole organization may take */
const MEGABYTES = 2048;
const ROUNDS = 400;

const ids = [MANAGEMENT, SECURITY, ...Array.from({ length: ACCOUNTS - 2 }, (_, at) => String(300000000000 + at))];
const regions = regionFacts('aws').map(({ region }) => region);

export async function simulator(): Promise<boolean> {
  const began = performance.now();
  const simulation = await Simulation.start(organization(), allServices, { clockRate: 0 });
  say(`started with ${ACCOUNTS} accounts`, began);
  const filling = performance.now();
  const calls = await fill(simulation);
  const seconds = (performance.now() - filling) / 1000;
  say(`${ACCOUNTS * regions.length} detectors, ${calls} calls, ${Math.round(calls / seconds)} a second`, filling);
  const memory = process.memoryUsage().rss / 2 ** 20;
  const rates = await answers(simulation);
  const slowest = Math.min(...rates);
  const kept = slowest >= PER_SECOND && memory <= MEGABYTES;
  console.log(
    `slowest ${Math.round(slowest)} a second, at least ${PER_SECOND}; ${Math.round(memory)} MB, at most ${MEGABYTES}: ${kept ? 'kept' : 'missed'}`,
  );
  await simulation.stop();
  return kept;
}

function organization() {
  const optedInRegions = regionFacts('aws')
    .filter(({ optIn }) => optIn)
    .map(({ region }) => region);
  return organizationFile.parse({
    organization: { id: 'o-exampleorg1', managementAccount: MANAGEMENT, trustedServices: ['guardduty.amazonaws.com'] },
    accounts: ids.map((id) => ({ id, name: id, email: `${id}@example.com`, optedInRegions })),
  });
}

/** Switches GuardDuty on in every account and region, in process. */
async function fill(simulation: Simulation): Promise<number> {
  const invoke = (account: string, region: string, operation: string, input: unknown) =>
    simulation.invoke<{ DetectorIds: string[] }>('guardduty', operation, input, {
      principal: simulation.principals.administrator(account),
      region,
    });
  for (const region of regions) {
    await invoke(MANAGEMENT, region, 'CreateDetector', { Enable: true });
    await invoke(MANAGEMENT, region, 'EnableOrganizationAdminAccount', { AdminAccountId: SECURITY });
    await simulation.clock.advance(60);
    const {
      DetectorIds: [DetectorId],
    } = await invoke(SECURITY, region, 'ListDetectors', {});
    const members = ids.filter((id) => id !== SECURITY);
    for (let at = 0; at < members.length; at += BATCH) {
      const AccountDetails = members.slice(at, at + BATCH).map((id) => ({ AccountId: id, Email: `${id}@example.com` }));
      await invoke(SECURITY, region, 'CreateMembers', { DetectorId, AccountDetails });
    }
  }
  return simulation.calls.last;
}

/** Sends whole requests as they come from the wire, with signature scope and body. @returns answers per second for each operation */
async function answers(simulation: Simulation): Promise<number[]> {
  const region = regions.at(-1) ?? '';
  const as = { principal: simulation.principals.administrator(SECURITY), region };
  const {
    DetectorIds: [id = ''],
  } = await simulation.invoke<{ DetectorIds: string[] }>('guardduty', 'ListDetectors', {}, as);
  // near the end of the list: late pages cost no more than early ones
  const last = await lastPage(simulation, id, as);
  const requests = [
    rest('GetDetector', 'GET', `/detector/${id}`, region),
    rest('ListMembers', 'GET', `/detector/${id}/member`, region, {
      onlyAssociated: ['false'],
      maxResults: ['50'],
      nextToken: [last],
    }),
    rest(
      'GetMemberDetectors',
      'POST',
      `/detector/${id}/member/detector/get`,
      region,
      {},
      { accountIds: ids.slice(2, 2 + BATCH) },
    ),
    json('ListAccounts', {}),
  ];
  const rates: number[] = [];
  for (const { name, message } of requests) {
    const began = performance.now();
    for (let round = 0; round < ROUNDS; round += 1) {
      const { status, body } = await simulation.dispatch(message);
      if (status !== 200) throw new Error(`${name}: ${status} ${Buffer.from(body)}`);
    }
    const rate = (ROUNDS * 1000) / (performance.now() - began);
    console.log(`  ${String(Math.round(rate)).padStart(6)} a second  ${name}`);
    rates.push(rate);
  }
  return rates;
}

async function lastPage(
  simulation: Simulation,
  DetectorId: string,
  as: Parameters<Simulation['invoke']>[3],
): Promise<string> {
  let token = '';
  for (;;) {
    const input = { DetectorId, OnlyAssociated: 'false', MaxResults: BATCH, NextToken: token };
    const { NextToken } = await simulation.invoke<{ NextToken?: string }>('guardduty', 'ListMembers', input, as);
    if (!NextToken) return token;
    token = NextToken;
  }
}

function signed(region: string, service: string) {
  return `AWS4-HMAC-SHA256 Credential=AKIA${SECURITY}/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`;
}

function rest(name: string, method: string, path: string, region: string, query = {}, body?: unknown) {
  const headers = {
    authorization: signed(region, 'guardduty'),
    host: `guardduty.${region}.amazonaws.com`,
    'content-type': 'application/json',
  };
  return { name, message: { method, path, query, headers, body: Buffer.from(body ? JSON.stringify(body) : '') } };
}

function json(name: string, body: unknown) {
  const headers = {
    authorization: signed('us-east-1', 'organizations'),
    host: 'organizations.us-east-1.amazonaws.com',
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': `AWSOrganizationsV20161128.${name}`,
  };
  return { name, message: { method: 'POST', path: '/', query: {}, headers, body: Buffer.from(JSON.stringify(body)) } };
}

function say(what: string, since: number): void {
  const { rss } = process.memoryUsage();
  console.log(`${what}: ${((performance.now() - since) / 1000).toFixed(1)} s, ${Math.round(rss / 2 ** 20)} MB`);
}
