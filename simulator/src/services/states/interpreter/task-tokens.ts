import type { World } from '../../../contract/world';
import { StatesError } from '../language/states-error';

interface Waiting {
  resolve(output: unknown): void;
  reject(error: StatesError): void;
}

/** The tokens of waiting tasks. */
export class TaskTokens {
  private readonly waiting = new Map<string, Waiting>();

  /** Resolves when the token is returned with a success. */
  expect(token: string): Promise<unknown> {
    return new Promise((resolve, reject) => this.waiting.set(token, { resolve, reject }));
  }

  knows(token: string): boolean {
    return this.waiting.has(token);
  }

  succeed(token: string, output: unknown): void {
    this.waiting.get(token)?.resolve(output);
    this.waiting.delete(token);
  }

  fail(token: string, error: string, cause: string): void {
    this.waiting.get(token)?.reject(new StatesError(error, cause));
    this.waiting.delete(token);
  }
}

const bySimulation = new WeakMap<World, TaskTokens>();

/** The task tokens of a simulation. */
export function tokens(world: World): TaskTokens {
  const found = bySimulation.get(world) ?? new TaskTokens();
  bySimulation.set(world, found);
  return found;
}
