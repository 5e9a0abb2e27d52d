import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Simulation } from '@muster/simulator';
import type { Aws } from '../../../lambda/aws/clients';
import { READS } from '../../../lambda/aws/read-only';
import { SECURITY } from '../../accounts';
import { awsOf, startDelegated, writeNames } from '../organization-under-test';

const REGION = 'eu-west-1';
const ID = '333333333333';
const NAMED = new Proxy<Record<string, string>>({}, { get: (_, key) => (key === 'then' ? undefined : ID) });

/** Arguments of different kinds, so that each method gets as far as its call with one of them. */
const SHAPES: readonly (() => unknown)[] = [
  () => ID,
  () => [ID],
  () => [{ id: ID, email: 'a@example.com', account: ID, invitation: 'x' }],
  () => NAMED,
  () => ({ S3_DATA_EVENTS: { state: 'ENABLED', additional: {} } }),
];

type Port = Readonly<Record<string, (...given: unknown[]) => unknown>>;

/** Calls every method of every port with every shape of arguments. @returns the methods, and how many calls ended in OnlyReads */
async function walk(aws: Aws): Promise<{ methods: string[]; refused: number }> {
  const { now: _, inAccount: __, ...ports } = aws;
  const methods: string[] = [];
  let refused = 0;
  for (const [name, portIn] of Object.entries(ports)) {
    const port = portIn(REGION) as unknown as Port;
    for (const method of methodsOf(port)) {
      methods.push(`${name}.${method}`);
      for (const shape of SHAPES) {
        try {
          await port[method]?.(shape(), shape(), shape());
        } catch (error) {
          refused += Number(String(error).includes('this client only reads'));
        }
      }
    }
  }
  return { methods, refused };
}

function methodsOf(port: object): string[] {
  const found = new Set<string>();
  for (let at = Object.getPrototypeOf(port); at !== Object.prototype; at = Object.getPrototypeOf(at))
    for (const name of Object.getOwnPropertyNames(at))
      if (name !== 'constructor' && typeof at[name] === 'function') found.add(name);
  return [...found];
}

const SOURCES = join(__dirname, '..', '..', '..', 'lambda', 'aws');

/** The operations in the source of the ports that change something. */
function writingOperations(): string[] {
  const files = readdirSync(SOURCES, { recursive: true }).map(String);
  const text = files.filter((file) => file.endsWith('.ts')).map((file) => readFileSync(join(SOURCES, file), 'utf8'));
  const all = [...text.join('\n').matchAll(/new (\w+)Command\(/g)].map(([, name = '']) => name);
  return [...new Set(all)].filter((name) => !/^(Get|List|Describe|BatchGet|AssumeRole|Filter|Test)/.test(name));
}

const worlds: Simulation[] = [];
async function world(): Promise<Simulation> {
  const simulation = await startDelegated();
  worlds.push(simulation);
  return simulation;
}
afterAll(() => Promise.all(worlds.map((simulation) => simulation.stop())));

describe('ports that only read', () => {
  it('write nothing, whichever of their methods is called', async () => {
    const simulation = await world();
    const before = simulation.calls.last;
    const { methods, refused } = await walk(awsOf(simulation, SECURITY, { readsOnly: true, maxAttempts: 1 }));
    expect(writeNames(simulation, before)).toEqual([]);
    expect(methods.length).toBeGreaterThan(60);
    expect(refused).toBeGreaterThan(25);
  });

  it('are ports whose methods write otherwise: the same walk without the limit does', async () => {
    const simulation = await world();
    const before = simulation.calls.last;
    await walk(awsOf(simulation, SECURITY, { maxAttempts: 1 }));
    expect(new Set(writeNames(simulation, before)).size).toBeGreaterThan(20);
  });

  it('allow no operation that changes anything, by its name', () => {
    const allowed = new Set(Object.values(READS).flat());
    expect(writingOperations().length).toBeGreaterThan(30);
    expect(writingOperations().filter((name) => allowed.has(name))).toEqual([]);
    expect([...allowed].filter((name) => !/^(Get|List|Describe)[A-Z]|^AssumeRole$/.test(name))).toEqual([]);
  });

  it('of another account, through a role, are as limited', async () => {
    const simulation = await world();
    const aws = awsOf(simulation, '111111111111', { readsOnly: true });
    const name = `cdk-hnb659fds-deploy-role-${SECURITY}-${REGION}`;
    const there = await aws.inAccount(REGION, { account: SECURITY, partition: 'aws', name });
    const before = simulation.calls.last;
    await expect(there.guardDuty(REGION).createDetector('SIX_HOURS', {})).rejects.toThrow('this client only reads');
    expect(writeNames(simulation, before)).toEqual([]);
  });
});
