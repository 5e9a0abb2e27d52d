import { type ChildProcess, spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { RUNTIME_PACKAGES } from './task-folder';

/** An error in the form of the answer's payload. */
export interface FunctionFailure {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

/** The outcome of one invocation. */
export interface Outcome {
  /** JSON, if the handler answered */
  readonly payload?: string;
  readonly failure?: FunctionFailure;
  readonly memoryUsed: number;
}

/** The handler's input for an invocation. */
export interface Invocation {
  readonly requestId: string;
  /** JSON */
  readonly event: string;
  readonly timeoutSeconds: number;
  readonly invokedFunctionArn: string;
  readonly clientContext?: string | undefined;
}

export interface EnvironmentSettings {
  /** the unpacked deployment package */
  readonly folder: string;
  /** the only folder that the function may write to */
  readonly scratch: string;
  readonly memorySize: number;
  readonly logStream: string;
  readonly env: Readonly<Record<string, string>>;
  /** the organization's time, in milliseconds since the epoch */
  readonly now: () => number;
}

type Message =
  | { kind: 'ready' }
  | { kind: 'log'; line: string }
  | { kind: 'init-error' | 'crash'; error: FunctionFailure }
  | { kind: 'result'; requestId: string; payload?: string; error?: FunctionFailure; memoryUsed: number };

const RUNTIME = join(__dirname, '..', 'runtime');
/** AWS allows 10 s; a laptop that starts many processes at once is slower. */
const INIT_SECONDS = 60;

/** One execution environment: a separate Node process that runs one invocation at a time. */
export class Environment {
  /** milliseconds from the process's start to the loaded handler */
  initDuration = 0;
  alive = true;
  private readonly child: ChildProcess;
  private lines: string[] = [];
  private failed: FunctionFailure | undefined;
  private settle: ((outcome: Outcome) => void) | undefined;
  private running: Invocation | undefined;

  /** Resolves once the handler is loaded or has failed to load. */
  readonly ready: Promise<void>;
  private readyNow: () => void = () => undefined;

  constructor(private readonly settings: EnvironmentSettings) {
    const started = performance.now();
    this.ready = new Promise((resolve) => {
      this.readyNow = () => {
        this.initDuration = performance.now() - started;
        resolve();
      };
    });
    this.child = spawn(
      process.execPath,
      [
        `--max-old-space-size=${settings.memorySize}`,
        ...confinement(settings),
        ...['confine.js', 'clock.js', 'network.js'].flatMap((file) => ['--require', join(RUNTIME, file)]),
        join(RUNTIME, 'bootstrap.js'),
        String(settings.now()),
      ],
      {
        cwd: settings.folder,
        // the function's variables are set after the process has started: `LD_PRELOAD` and `NODE_OPTIONS` would undo all of this
        env: { TZ: settings.env.TZ ?? ':UTC', SIMULATED_ENVIRONMENT: JSON.stringify(settings.env) },
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      },
    );
    const init = setTimeout(() => this.kill(), INIT_SECONDS * 1000);
    void this.ready.then(() => clearTimeout(init));
    for (const stream of [this.child.stdout, this.child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => this.lines.push(...text.trimEnd().split('\n')));
    this.child.on('message', (message: Message) => this.receive(message));
    this.child.on('error', (error) => this.ended(error.message));
    this.child.on('close', (code, signal) => this.ended(exitReason(code, signal)));
  }

  get logStream(): string {
    return this.settings.logStream;
  }

  /** Returns the environment's output since the last call. */
  takeLines(): string[] {
    const taken = this.lines;
    this.lines = [];
    return taken;
  }

  /** Runs one invocation; a broken environment answers with its failure. */
  async invoke(invocation: Invocation): Promise<Outcome> {
    await this.ready;
    if (!this.alive || this.failed) return { failure: this.failure(invocation.requestId), memoryUsed: 0 };
    this.running = invocation;
    const outcome = new Promise<Outcome>((resolve) => {
      this.settle = resolve;
    });
    const timer = setTimeout(() => this.timeOut(invocation), invocation.timeoutSeconds * 1000);
    this.child.send({ ...invocation, now: this.settings.now() }, (error) => {
      if (error) this.kill();
    });
    try {
      return await outcome;
    } finally {
      clearTimeout(timer);
      this.running = undefined;
      this.settle = undefined;
    }
  }

  kill(): void {
    this.alive = false;
    this.child.kill('SIGKILL');
  }

  private receive(message: Message): void {
    if (message.kind === 'log') this.lines.push(message.line);
    else if (message.kind === 'ready') this.readyNow();
    else if (message.kind === 'result') {
      const { payload, error, memoryUsed } = message;
      this.settle?.({
        memoryUsed,
        ...(payload === undefined ? {} : { payload }),
        ...(error ? { failure: error } : {}),
      });
    } else {
      this.failed = message.error;
      if (message.kind === 'init-error') this.readyNow();
    }
  }

  private timeOut({ requestId, timeoutSeconds }: Invocation): void {
    const errorMessage = `RequestId: ${requestId} Error: Task timed out after ${timeoutSeconds.toFixed(2)} seconds`;
    this.failed = { errorType: 'Sandbox.Timedout', errorMessage };
    this.kill();
  }

  private ended(reason: string): void {
    this.alive = false;
    this.failed ??= { errorType: 'Runtime.ExitError', errorMessage: reason };
    this.readyNow();
    if (this.running) this.settle?.({ failure: this.failure(this.running.requestId), memoryUsed: 0 });
  }

  private failure(requestId: string): FunctionFailure {
    const failed = this.failed ?? { errorType: 'Runtime.ExitError', errorMessage: exitReason(null, 'killed') };
    if (failed.errorType !== 'Runtime.ExitError') return failed;
    return { errorType: failed.errorType, errorMessage: `RequestId: ${requestId} Error: ${failed.errorMessage}` };
  }
}

/**
 * Options of Node's permission model: the function can read its package, the runtime's packages and its own folder, can write
 * to the latter, and cannot start processes, workers or native addons.
 */
function confinement({ folder, scratch }: EnvironmentSettings): string[] {
  const { allowedNodeEnvironmentFlags: flags } = process;
  const readable = [dirname(folder), RUNTIME, RUNTIME_PACKAGES, scratch];
  return [
    flags.has('--permission') ? '--permission' : '--experimental-permission',
    // newer versions of Node also limit the network; here network.js does
    ...(flags.has('--allow-net') ? ['--allow-net'] : []),
    ...(flags.has('--disable-warning') ? ['--disable-warning=ExperimentalWarning'] : []),
    ...readable.map((path) => `--allow-fs-read=${path}/*`),
    `--allow-fs-write=${scratch}/*`,
  ];
}

function exitReason(code: number | null, signal: string | null): string {
  if (signal) return `Runtime exited with error: signal: ${signal === 'SIGKILL' ? 'killed' : signal}`;
  return code === 0 ? 'Runtime exited without providing a reason' : `Runtime exited with error: exit status ${code}`;
}
