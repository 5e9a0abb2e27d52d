import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, createServer as createSocketServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { deployFunction } from '../../../src/fixtures/deployed-function';
import { answerOf, type Deployed, startLambda } from './deployed';

const DENIED = 'ERR_ACCESS_DENIED';

/** The result of an expression: its value, or the code of its error, thrown at once or later. */
const handlerOf = (expression: string) =>
  `exports.handler = async () => { try { return await (${expression}); } catch (e) { return e.cause?.code ?? e.code ?? String(e); } };`;

describe('K1: a function', () => {
  let deployed: Deployed;
  let functions = 0;
  const home = mkdtempSync(join(homedir(), '.simulator-test-'));
  const secret = join(home, 'credentials');
  writeFileSync(secret, 'secret');
  const [quoted, outside] = [JSON.stringify(secret), JSON.stringify(join(home, 'written'))];

  beforeEach(async () => {
    deployed = await startLambda();
  });
  afterEach(() => deployed.simulation.stop());
  afterAll(() => rmSync(home, { recursive: true }));

  const resultOf = async (expression: string, variables: Record<string, string> = {}) => {
    functions += 1;
    await deployFunction(deployed.client, `f${functions}`, handlerOf(expression), {
      Environment: { Variables: variables },
    });
    return (await answerOf(deployed.client, `f${functions}`)).payload;
  };
  const all = async (expressions: readonly string[]) => {
    const each = expressions.map((expression) => `await (async () => ${expression})().catch((e) => e.code)`);
    return resultOf(`(async () => [${each.join(', ')}])()`);
  };

  test('cannot read the home of the simulator’s user, nor anything else outside its folders', async () => {
    const reads = [
      `require('fs').readFileSync(${quoted}, 'utf8')`,
      `require('fs').promises.readFile(${quoted}, 'utf8')`,
      `require('fs').readdirSync(${JSON.stringify(homedir())})`,
      `require('fs').readFileSync(process.env.LAMBDA_TASK_ROOT + '/../../../..' + ${quoted}, 'utf8')`,
      `require('fs').copyFileSync(${quoted}, require('os').tmpdir() + '/copy')`,
      `require('fs').symlinkSync(${quoted}, require('os').tmpdir() + '/link')`,
      `require('fs').readFileSync(${JSON.stringify(__filename)})`,
      `import('file://' + ${quoted})`,
      "require('fs').readFileSync('/proc/self/environ')",
    ];
    expect(await all(reads)).toEqual(reads.map(() => DENIED));
    expect(await resultOf("[require('os').homedir(), process.env.HOME, process.env.PATH]")).toEqual([
      expect.stringContaining('simulated-lambda-'),
      expect.stringContaining('simulated-lambda-'),
      '/usr/local/bin:/usr/bin:/bin',
    ]);
  });

  test('writes to its own folder, and nowhere else', async () => {
    const writes = [
      `require('fs').writeFileSync(${outside}, 'x')`,
      `require('fs').promises.writeFile(${outside}, 'x')`,
      `require('fs').mkdirSync(${outside})`,
      `require('fs').renameSync(__filename, ${outside})`,
      `require('fs').unlinkSync(${quoted})`,
      "require('fs').writeFileSync(__filename, 'x')",
      `process.report.writeReport(${outside})`,
      `require('v8').writeHeapSnapshot(${outside})`,
      "require('trace_events').createTracing({ categories: ['node'] }).enable()",
      `process.chdir(${JSON.stringify(home)})`,
    ];
    expect(await all(writes)).toEqual(writes.map(() => DENIED));
    expect(readdirSync(home)).toEqual(['credentials']);
    const own = "require('path').join(require('os').tmpdir(), 'own')";
    expect(
      await resultOf(`(require('fs').writeFileSync(${own}, 'x'), require('fs').readFileSync(${own}, 'utf8'))`),
    ).toBe('x');
  });

  test('starts no process, worker or addon, and signals none', async () => {
    const starts = [
      "require('child_process').execSync('id').toString()",
      "require('child_process').fork(__filename)",
      "new (require('worker_threads').Worker)('1', { eval: true })",
      "new (require('wasi').WASI)({ version: 'preview1' })",
      "require('inspector').open(0)",
      "process.binding('spawn_sync')",
      `process.kill(${process.pid}, 0)`,
      'process.kill(0, 0)',
      `process._debugProcess(${process.pid})`,
      `require('os').setPriority(${process.pid}, 19)`,
      `import('node:process').then((module) => module.kill(${process.pid}, 0))`,
    ];
    expect(await all(starts)).toEqual(starts.map(() => DENIED));
    expect(await all(["process.dlopen({ exports: {} }, '/x.node')"])).toEqual(['ERR_DLOPEN_DISABLED']);
  });

  test('is not freed by its variables', async () => {
    const library = join(mkdtempSync(join(tmpdir(), 'preloaded-')), 'library.so');
    writeFileSync(library, 'no library');
    const variables = {
      NODE_OPTIONS: '--allow-fs-read=* --allow-child-process --require /nothing.js',
      LD_PRELOAD: library,
      NODE_REDIRECT_WARNINGS: join(home, 'written'),
    };
    const seen =
      "[process.env.LD_PRELOAD, (() => { try { return require('child_process').execSync('id').toString(); } catch (e) { return e.code; } })()]";
    expect(await resultOf(seen, variables)).toEqual([library, DENIED]);
    expect(existsSync(join(home, 'written'))).toBe(false);
  });

  test('reaches no other server of this machine, by port, socket, name or datagram', async () => {
    let reached = 0;
    const http = createServer((_, response) => {
      reached += 1;
      response.end('reached');
    });
    const file = join(home, 'socket');
    const socket = createSocketServer(() => {
      reached += 1;
    });
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    await new Promise<void>((resolve) => socket.listen(file, resolve));
    const { port } = http.address() as AddressInfo;
    const connecting = (options: string) =>
      `new Promise((resolve) => require('net').connect(${options}).on('error', (e) => resolve(e.code)).on('connect', () => resolve('connected')))`;
    const expressions = {
      [`fetch('http://127.0.0.1:${port}/').then((r) => r.text(), (e) => e.cause.code)`]: 'ECONNREFUSED',
      [`fetch('http://localhost:${port}/').then((r) => r.text(), (e) => e.cause.code)`]: 'ECONNREFUSED',
      [connecting(String(port))]: 'ECONNREFUSED',
      [connecting(`{ host: 'x.example', port: ${port}, lookup: (_h, _o, done) => done(null, '127.0.0.1', 4) }`)]:
        'ENOTFOUND',
      [connecting(JSON.stringify(file))]: 'EACCES',
      [connecting(`{ path: ${JSON.stringify(file)} }`)]: 'EACCES',
      [`new Promise((resolve) => require('net').createServer().listen(${outside}).on('error', (e) => resolve(e.code)))`]:
        'EACCES',
      "require('dgram').createSocket('udp4').send('x', 53, '127.0.0.1')": 'EACCES',
      "require('dns').promises.resolve('example.com')": 'ENOTFOUND',
      "new Promise((resolve) => new (require('dns').Resolver)().resolve4('example.com', (e) => resolve(e.code)))":
        'ENOTFOUND',
    };
    expect(await all(Object.keys(expressions))).toEqual(Object.values(expressions));
    expect(reached).toBe(0);
    http.close();
    socket.close();
  });
});
