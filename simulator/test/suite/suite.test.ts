import { MANAGEMENT, organizationOf } from '../../src/fixtures/organization-of';
import { type Served, serve } from '../../src/server';
import { allServices } from '../../src/services';
import { Simulation } from '../../src/simulation';
import { allCases, readingCases, reportOf, runSuite, sdk, surroundings } from '../../src/suite';
import type { Send } from '../../src/suite/call';

const region = 'us-east-1';
const credentials = { accessKeyId: `AKIA${MANAGEMENT}`, secretAccessKey: 'secret' };
let simulation: Simulation;
let served: Served;
let send: Send;

beforeEach(async () => {
  simulation = await Simulation.start(organizationOf(), allServices, { clockRate: 0 });
  served = await serve(simulation);
  send = sdk({ region, endpoint: served.endpoint, credentials });
});
afterEach(async () => {
  await served.close();
  await simulation.stop();
});

const facts = () => surroundings(send, region, 10, 'muster-contract-test');
const subject = { mode: 'sandbox', region, begunAt: new Date(0) } as const;

test('the simulated organization answers every case as its specification describes, through the wire', async () => {
  const report = reportOf(await runSuite(allCases, await facts(), send), subject);
  expect(report.differences).toEqual([]);
  expect(report.leftovers).toEqual([]);
  expect(report.notAnswered).toEqual([]);
  expect(readingCases.length).toBeGreaterThan(0);
});
