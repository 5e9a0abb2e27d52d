import { requestHandler } from '@muster/simulator';
import { MANAGEMENT } from '../../../accounts';
import { onVirtualTime } from '../../../proofs/virtual-time';
import { awsOf, start } from '../../organization-under-test';

const THROTTLED = { code: 'TooManyRequestsException', status: 400, message: 'Rate exceeded' };
const REQUESTS = 6;

/** Seconds between the calls of one client whose every call AWS throttles. */
async function pauses(): Promise<number[]> {
  const simulation = await start({});
  simulation.faults.add({
    service: 'organizations',
    operation: 'ListAWSServiceAccessForOrganization',
    times: 99,
    error: THROTTLED,
  });
  const moments: number[] = [];
  const reached = requestHandler(simulation);
  const handle: typeof reached.handle = (...request) => {
    moments.push(Date.now());
    return reached.handle(...request);
  };
  const organizations = awsOf(simulation, MANAGEMENT, {
    requestHandler: { ...reached, handle },
    maxAttempts: 2,
  }).organizations('us-east-1');
  for (let requests = 0; requests < REQUESTS; requests += 1)
    await expect(organizations.trustedServices()).rejects.toMatchObject({ code: 'Throttled' });
  return moments.slice(1).map((moment, at) => (moment - (moments[at] ?? 0)) / 1000);
}

test('D12: a client that Organizations throttles again and again calls every five seconds, so that the clients of all regions share its rate', () =>
  onVirtualTime(async () => {
    const all = await pauses();
    expect(all).toHaveLength(2 * REQUESTS - 1);
    const last = all.slice(-4);
    expect(Math.min(...last)).toBeGreaterThan(4.9);
    expect(Math.max(...last)).toBeLessThan(5.5);
  }));
