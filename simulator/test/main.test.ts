import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ListAccountsCommand, OrganizationsClient } from '@aws-sdk/client-organizations';

const SIMULATOR = join(__dirname, '..');
const ORGANIZATION = `
organization: { id: o-exampleorg1, managementAccount: '111111111111' }
accounts: [{ id: '111111111111' }, { id: '333333333333', name: shop, ou: Workloads/Prod }]
`;

describe('npm run simulator', () => {
  const directory = mkdtempSync(join(tmpdir(), 'organization-'));
  let child: ChildProcess;
  afterEach(() => child.kill('SIGKILL'));

  const run = (text: string, ...more: string[]) => {
    const file = join(directory, 'org.yaml');
    writeFileSync(file, text);
    const program = ['--require', 'tsx/cjs', 'src/main.ts', '--organization', file, ...more];
    child = spawn(process.execPath, program, { cwd: SIMULATOR, stdio: ['ignore', 'pipe', 'pipe'] });
    return child;
  };
  const all = async (stream: NodeJS.ReadableStream | null) => {
    let text = '';
    for await (const chunk of stream ?? []) text += String(chunk);
    return text;
  };

  test('prints one line with the endpoint of the organization, and serves until it is stopped', async () => {
    const { stdout } = run(ORGANIZATION);
    const [line] = await once(stdout ?? child, 'data');
    const ready = JSON.parse(String(line));
    expect(ready).toEqual({
      endpoint: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      token: expect.stringMatching(/^[0-9a-f]{48}$/),
      organization: 'o-exampleorg1',
      managementAccount: '111111111111',
      accounts: 2,
    });
    const client = new OrganizationsClient({
      endpoint: ready.endpoint,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'AKIA111111111111', secretAccessKey: 'any' },
    });
    const { Accounts } = await client.send(new ListAccountsCommand({}));
    expect(Accounts?.map(({ Name }) => Name)).toEqual(['111111111111', 'shop']);
    const headers = { 'x-simulator-token': ready.token };
    expect(await (await fetch(`${ready.endpoint}/_simulator/calls`, { headers })).json()).toHaveLength(1);
    client.destroy();
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  test('finds the organization file from the folder where npm was called', async () => {
    writeFileSync(join(directory, 'org.yaml'), ORGANIZATION);
    const program = ['--require', 'tsx/cjs', 'src/main.ts', '--organization', 'org.yaml'];
    const npm = { INIT_CWD: directory, npm_package_json: join(SIMULATOR, 'package.json') };
    const env = { ...process.env, ...npm };
    child = spawn(process.execPath, program, { cwd: SIMULATOR, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const [line] = await once(child.stdout ?? child, 'data');
    expect(JSON.parse(String(line))).toMatchObject({ organization: 'o-exampleorg1' });
  });

  test('fails with all mistakes of the file and nothing on standard output', async () => {
    const { stdout, stderr } = run("organization: { id: o-1, managementAccount: '1' }\naccounts: []\nacounts: []\n");
    const [out, err, [code]] = await Promise.all([all(stdout), all(stderr), once(child, 'exit')]);
    expect([code, out]).toEqual([2, '']);
    expect(err.trim().split('\n')).toHaveLength(4);
    expect(err).toContain('org.yaml:3:1 acounts: unknown key; did you mean accounts?');
  });

  test('fails if the port is invalid', async () => {
    const { stderr } = run(ORGANIZATION, '--port', '70000');
    const [err, [code]] = await Promise.all([all(stderr), once(child, 'exit')]);
    expect([code, err]).toEqual([2, expect.stringContaining('a port is a number from 0 to 65535')]);
  });
});
