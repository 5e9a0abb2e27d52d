import { requestHandler, type Simulation } from '@muster/simulator';
import { SECURITY } from '../../accounts';
import { awsOf, start } from '../organization-under-test';

/** The ports of the administrator, and how many requests they have sent. */
function counting(simulation: Simulation) {
  let requests = 0;
  const reached = requestHandler(simulation);
  const handle: typeof reached.handle = (...request) => {
    requests += 1;
    return reached.handle(...request);
  };
  const aws = awsOf(simulation, SECURITY, { requestHandler: { ...reached, handle }, maxAttempts: 10 });
  return { aws, requests: () => requests };
}

test('R4: a service without an endpoint in a region is asked for once', async () => {
  const { aws, requests } = counting(await start());
  await expect(aws.detective('nowhere-1').graph()).rejects.toMatchObject({ code: 'ServiceNotOffered' });
  expect(requests()).toBe(1);
  await expect(aws.guardDuty('nowhere-1').detector()).rejects.toMatchObject({ code: 'ServiceNotOffered' });
  expect(requests()).toBe(2);
});

test('a broken connection, a throttled call and a failing server are tried again', async () => {
  const simulation = await start();
  const { aws, requests } = counting(simulation);
  const fault = { service: 'guardduty', operation: 'ListDetectors', times: 1 };
  simulation.faults.add({ ...fault, noAnswer: 'ECONNRESET' });
  simulation.faults.add({ ...fault, error: { code: 'TooManyRequestsException', status: 429, message: 'slow down' } });
  simulation.faults.add({ ...fault, error: { code: 'InternalServerErrorException', status: 500, message: 'oh' } });
  expect(await aws.guardDuty('eu-west-1').detector()).toBeUndefined();
  expect(requests()).toBe(4);
});
