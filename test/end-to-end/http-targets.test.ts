import { Listener, type ReceivedRequest } from '@muster/simulator/fixtures';
import type { RolloutFileInput } from '../../lib/config';
import { recorded } from '../findings/corpus';
import { DeployedHub } from './deployed-hub';
import { PATIENCE } from './stage';

const SSH = recorded('UnauthorizedAccess:EC2/SSHBruteForce');
const SITES = {
  pager: { host: 'events.pagerduty.com', path: '/v2/enqueue' },
  tickets: { host: 'example.atlassian.net', path: '/rest/api/3/issue' },
  hook: { host: 'hooks.example.com', path: '/in' },
};

/** PagerDuty, Jira and a custom endpoint, as ports of this machine. */
class Sites {
  private constructor(private readonly all: ReadonlyMap<string, Listener>) {}

  static async open(): Promise<Sites> {
    const opened = Object.keys(SITES).map(async (name) => [name, await Listener.start()] as const);
    return new Sites(new Map(await Promise.all(opened)));
  }

  at(name: keyof typeof SITES): Listener {
    const listener = this.all.get(name);
    if (!listener) throw new Error(`there is no site ${name}`);
    return listener;
  }

  get endpoints(): Record<string, number> {
    return Object.fromEntries(Object.entries(SITES).map(([name, { host }]) => [host, this.all.get(name)?.port ?? 0]));
  }

  async close(): Promise<void> {
    for (const listener of this.all.values()) await listener.stop();
  }
}

/** Stores the credentials in Secrets Manager, as the person who sets up the targets does. @returns the targets that refer to them */
async function targets(hub: DeployedHub): Promise<RolloutFileInput['findings']> {
  const secret = async (Name: string, value: object): Promise<string> => {
    const SecretString = JSON.stringify(value);
    const { ARN } = await hub.call<{ ARN: string }>('secretsmanager', 'CreateSecret', { Name, SecretString });
    return ARN;
  };
  const jira = await secret('jira', { username: 'soc@example.com', password: 'token-4711' });
  return {
    targets: {
      pager: { apiDestination: { pagerDuty: { secretArn: await secret('pager', { routing_key: 'key-4711' }) } } },
      tickets: {
        apiDestination: {
          jira: { secretArn: jira, endpoint: `https://${SITES.tickets.host}${SITES.tickets.path}`, project: 'SOC' },
        },
      },
      hook: {
        apiDestination: {
          webhook: {
            secretArn: await secret('hook', { header: 'X-Hook-Key', value: 'hook-4711' }),
            endpoint: `https://${SITES.hook.host}${SITES.hook.path}`,
          },
        },
      },
      inbox: { sqs: {} },
    },
    routes: [{ name: 'all', targets: ['pager', 'tickets', 'hook', 'inbox'] }],
  };
}

let sites: Sites;
let hub: DeployedHub;
beforeEach(async () => {
  sites = await Sites.open();
  hub = await DeployedHub.start(targets, { settings: { endpoints: sites.endpoints } });
}, PATIENCE);
afterEach(async () => {
  await hub?.simulation.stop();
  await sites.close();
});

const bodyOf = (received: ReceivedRequest | undefined) => JSON.parse(received?.body ?? '{}');

/** Lets a day pass in steps, in which the endpoints really answer. */
async function day(): Promise<void> {
  for (let hour = 0; hour < 25; hour += 1) await hub.simulation.clock.advance(3600);
}

test(
  'PagerDuty, Jira and a webhook receive a finding once, each in its own form and with its own credentials',
  async () => {
    await hub.arrive([SSH, SSH]);
    const [pager, tickets, hook] = [
      sites.at('pager').received,
      sites.at('tickets').received,
      sites.at('hook').received,
    ];
    expect([pager.length, tickets.length, hook.length]).toEqual([1, 1, 1]);

    expect(pager[0]).toMatchObject({ method: 'POST', path: SITES.pager.path, headers: { host: SITES.pager.host } });
    expect(bodyOf(pager[0])).toMatchObject({
      routing_key: 'key-4711',
      event_action: 'trigger',
      client: 'Amazon GuardDuty',
      payload: { severity: 'info', class: SSH.type, group: SSH.accountId },
    });

    expect(tickets[0]).toMatchObject({ method: 'POST', path: SITES.tickets.path });
    const basic = Buffer.from('soc@example.com:token-4711').toString('base64');
    expect(tickets[0]?.headers).toMatchObject({
      authorization: `Basic ${basic}`,
      'content-type': 'application/json; charset=utf-8',
    });
    expect(bodyOf(tickets[0])).toMatchObject({
      fields: { project: { key: 'SOC' }, issuetype: { name: 'Bug' }, description: { type: 'doc', version: 1 } },
    });

    expect(hook[0]?.headers).toMatchObject({ 'x-hook-key': 'hook-4711' });
    expect(bodyOf(hook[0])).toEqual(JSON.parse(hub.queued('inbox')[0] ?? ''));
    expect(hub.queued('Undelivered')).toEqual([]);
    const delivered = [...hub.queued('inbox'), ...tickets.map(({ body }) => body), ...hook.map(({ body }) => body)];
    expect(delivered.join()).not.toContain('key-4711');
  },
  PATIENCE,
);

test.each([429, 500])(
  'F12: an endpoint that answers %i for hours receives the finding once it has recovered, and no other target receives it twice',
  async (status) => {
    const well = Date.now() + 3 * 3_600_000;
    sites.at('pager').respond = () => ({ status: hub.simulation.clock.now() < well ? status : 202 });
    await hub.arrive([SSH]);
    await day();
    const { received } = sites.at('pager');
    expect(received.length).toBeGreaterThan(10);
    expect(new Set(received.map(({ body }) => body)).size).toBe(1);
    expect([sites.at('tickets').received.length, sites.at('hook').received.length]).toEqual([1, 1]);
    expect(hub.queued('Undelivered')).toEqual([]);
  },
  PATIENCE,
);

test(
  'F12: a notification that an endpoint refuses is parked with the answer, and an alarm is raised; so is one that it could not take for a day',
  async () => {
    sites.at('tickets').respond = () => ({ status: 400, body: 'no such project' });
    sites.at('pager').respond = () => ({ status: 503 });
    expect(await hub.alarming()).toEqual([]);
    await hub.arrive([SSH]);
    expect(sites.at('tickets').received).toHaveLength(1);
    expect(hub.queued('Undelivered')).toHaveLength(1);
    const alarms = await hub.alarming();
    expect(alarms).toHaveLength(2);
    expect(alarms.join()).toMatch(/alltickets.*FailedInvocations/);
    expect(hub.publishedTo('Operations')).toHaveLength(2);
    await day();
    expect(hub.queued('Undelivered')).toHaveLength(2);
    expect(sites.at('hook').received).toHaveLength(1);
  },
  PATIENCE,
);
