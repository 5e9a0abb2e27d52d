import { control, type Served, serve } from '@muster/simulator';
import { SECURITY } from '../accounts';
import { DeployedHub } from '../end-to-end/deployed-hub';
import { HOME, PATIENCE } from '../end-to-end/stage';

const FINDINGS = { targets: { inbox: { sqs: {} } }, routes: [{ name: 'all', targets: ['inbox'] }] };
const TOPIC = JSON.stringify({ Resources: { Topic: { Type: 'AWS::SNS::Topic' } } });
const OWN_PAGE = {
  host: '127.0.0.1',
  authorization: `AWS4-HMAC-SHA256 Credential=AKIA${SECURITY}/20260101/${HOME}/cloudformation/aws4_request, Signature=0`,
};

describe('K1: a web page that the user visits while the simulator serves a deployed organization', () => {
  let hub: DeployedHub;
  let served: Served;
  beforeAll(async () => {
    hub = await DeployedHub.start(FINDINGS);
    served = await serve(hub.simulation, { control: control(hub.simulation) });
  }, PATIENCE);
  afterAll(async () => {
    await served?.close();
    await hub?.simulation.stop();
  });

  /** Posts a form as a browser does, whose credentials are in the address: a page sets no header of its own. */
  async function post(fields: Record<string, string>, headers: Record<string, string>): Promise<number> {
    const credential = encodeURIComponent(`AKIA${SECURITY}/20260101/${HOME}/cloudformation/aws4_request`);
    const body = new URLSearchParams({ Version: '2010-05-15', ...fields });
    const address = `${served.endpoint}/?X-Amz-Credential=${credential}`;
    return (await fetch(address, { method: 'POST', headers, body })).status;
  }

  const stacks = async () => {
    type Described = { Stacks: { StackName: string; StackStatus: string }[] };
    const { Stacks } = await hub.call<Described>('cloudformation', 'DescribeStacks', {});
    return Stacks.map(({ StackName, StackStatus }) => `${StackName} ${StackStatus}`).sort();
  };

  test.each([
    ['creates no stack', { Action: 'CreateStack', StackName: 'of-a-page', TemplateBody: TOPIC }],
    ['deletes no stack', { Action: 'DeleteStack', StackName: 'FindingsHub' }],
  ])('%s: its form is refused, whatever its browser says about it', async (_, fields) => {
    const before = await stacks();
    const last = hub.simulation.calls.last;
    const responses: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'same-site' },
      {},
    ];
    for (const headers of responses) expect(await post(fields, headers)).toBe(403);
    expect(hub.simulation.calls.after(last)).toEqual([]);
    expect(await stacks()).toEqual(before);
  });

  test('does not read what is deployed, even with the credentials in a header, and does not stop the user’s own client', async () => {
    const ask = (headers: Record<string, string>) =>
      fetch(served.endpoint, {
        method: 'POST',
        headers: { ...OWN_PAGE, ...headers },
        body: new URLSearchParams({ Action: 'DescribeStacks', Version: '2010-05-15' }),
      });
    const page = await ask({ origin: 'https://evil.example' });
    expect([page.status, await page.text()]).toEqual([403, expect.not.stringContaining('FindingsHub')]);
    const own = await ask({});
    expect([own.status, await own.text()]).toEqual([200, expect.stringContaining('FindingsHub')]);
  });

  test('does not reach the control interface', async () => {
    const headers = { origin: served.endpoint, 'x-simulator-token': served.token };
    expect((await fetch(`${served.endpoint}/_simulator/state`, { headers })).status).toBe(403);
  });
});
