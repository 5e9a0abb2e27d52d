import type { AssemblyStack } from './assembly';

/** The result of a stack's deployment, or why it did not begin. */
export type End =
  | {
      readonly is: 'deployed' | 'unchanged';
      readonly seconds: number;
      /** the summaries of its passes, one line each */
      readonly found: readonly string[];
    }
  | { readonly is: 'failed'; readonly seconds: number; readonly lines: readonly string[] }
  | { readonly is: 'not begun'; readonly because: string };

export type StackEnd = AssemblyStack & { readonly end: End };

/**
 * Deploys stacks side by side, each as soon as the stacks that it needs are deployed. If one fails, only the stacks that need it are
 * not deployed (N7).
 * @param concurrency how many at a time
 * @param deploy deploys one stack, and does not throw
 * @param onEnd called once for each stack as it ends
 * @returns every stack with its end, in the order given
 */
export function inOrder(
  stacks: readonly AssemblyStack[],
  concurrency: number,
  deploy: (stack: AssemblyStack) => Promise<End>,
  onEnd: (end: StackEnd) => void,
  signal: AbortSignal,
): Promise<StackEnd[]> {
  const places = new Places(concurrency);
  const ends = new Map<string, Promise<End>>();
  const endOf = (stack: AssemblyStack): Promise<End> => {
    const end = ends.get(stack.name) ?? start(stack);
    ends.set(stack.name, end);
    return end;
  };
  const start = async (stack: AssemblyStack): Promise<End> => {
    const needed = stacks.filter(({ name }) => stack.after.includes(name));
    const before = await Promise.all(needed.map(async (each) => ({ name: each.name, end: await endOf(each) })));
    const missing = before.filter(({ end }) => !isThere(end)).map(({ name }) => name);
    const end = missing.length > 0 ? notStarted(`it needs ${missing.join(', ')}`) : await places.use(() => own(stack));
    onEnd({ ...stack, end });
    return end;
  };
  const own = (stack: AssemblyStack) =>
    signal.aborted ? Promise.resolve(notStarted('the command was interrupted')) : deploy(stack);
  return Promise.all(stacks.map(async (stack) => ({ ...stack, end: await endOf(stack) })));
}

/** Whether the stack is as the configuration asks. */
export function isThere({ is }: End): boolean {
  return is === 'deployed' || is === 'unchanged';
}

function notStarted(because: string): End {
  return { is: 'not begun', because };
}

/** Limits how many jobs run at a time; they start in the order in which they ask. */
class Places {
  private readonly waiting: (() => void)[] = [];

  constructor(private free: number) {}

  async use<T>(work: () => Promise<T>): Promise<T> {
    if (this.free > 0) this.free -= 1;
    else await new Promise<void>((begin) => this.waiting.push(begin));
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.free += 1;
    }
  }
}
