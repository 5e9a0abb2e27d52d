import type { World } from '../../../contract/world';
import type { Clock } from '../../../kernel/clock';
import { Environment, type EnvironmentSettings } from './environment';
import { TaskFolders } from './task-folder';

const STARTING_AT_ONCE = 4;
const IDLE_SECONDS = 15;
const WARM_AT_MOST = 24;

/** The simulation was stopped before a function could run in it. */
export class SimulationStopped extends Error {
  override readonly name = 'SimulationStopped';
}

interface Held {
  readonly key: string;
  readonly environment: Environment;
  busy: boolean;
  reaper: NodeJS.Timeout | undefined;
}

/** The execution environments of a simulation: reused while warm, started a few at a time, ended when idle. */
export class Environments {
  readonly folders = new TaskFolders();
  private readonly held = new Set<Held>();
  private starting = 0;
  private readonly queue: (() => void)[] = [];
  private stopped = false;

  constructor(private readonly clock: Clock) {}

  /**
   * Runs `use` with exclusive use of an environment.
   * @param key environments are only reused for the same key: the function and its revision
   */
  async with<T>(
    key: string,
    settings: () => Promise<EnvironmentSettings>,
    use: (environment: Environment, cold: boolean) => Promise<T>,
  ): Promise<T> {
    const warm = [...this.held].findLast((each) => each.key === key && !each.busy && each.environment.alive);
    if (warm) {
      warm.busy = true;
      clearTimeout(warm.reaper);
    }
    // a process starts in a fraction of a second on AWS; here it may take many seconds, which must not count in timeouts of the organization
    const held = warm ?? (await this.clock.slowedDuring(this.start(key, settings)));
    try {
      return await use(held.environment, held !== warm);
    } finally {
      this.release(held);
    }
  }

  /** The number of environments, busy or warm. */
  get alive(): number {
    return [...this.held].filter(({ environment }) => environment.alive).length;
  }

  /** The number of invocations in progress in environments whose key starts with `prefix`. */
  busy(prefix: string): number {
    return [...this.held].filter(({ key, busy }) => busy && key.startsWith(prefix)).length;
  }

  stop(): void {
    this.stopped = true;
    for (const held of this.held) this.end(held);
    this.folders.remove();
  }

  private async start(key: string, settings: () => Promise<EnvironmentSettings>): Promise<Held> {
    if (this.starting >= STARTING_AT_ONCE) await new Promise<void>((resolve) => this.queue.push(resolve));
    else this.starting += 1;
    try {
      const resolved = await settings();
      if (this.stopped) throw new SimulationStopped('the simulation has stopped');
      const held: Held = { key, environment: new Environment(resolved), busy: true, reaper: undefined };
      this.held.add(held);
      await held.environment.ready;
      return held;
    } finally {
      const next = this.queue.shift();
      if (next) next();
      else this.starting -= 1;
    }
  }

  private release(held: Held): void {
    held.busy = false;
    if (!held.environment.alive || this.stopped) {
      this.end(held);
      return;
    }
    held.reaper = setTimeout(() => this.end(held), IDLE_SECONDS * 1000);
    held.reaper.unref();
    const idle = [...this.held].filter((each) => !each.busy);
    for (const each of idle.slice(0, Math.max(0, idle.length - WARM_AT_MOST))) this.end(each);
  }

  private end(held: Held): void {
    clearTimeout(held.reaper);
    held.environment.kill();
    this.held.delete(held);
  }
}

const bySimulation = new WeakMap<World, Environments>();

/** The execution environments of a simulation. */
export function environmentsOf(world: World): Environments {
  const found = bySimulation.get(world) ?? new Environments(world.clock);
  bySimulation.set(world, found);
  return found;
}
