import { canonicalState } from './canonical';
import { drive } from './drive';
import { advanceOneDay, type World } from './worlds';

export interface Operation {
  readonly service: string;
  readonly operation: string;
}

/** What a controller does in a world without faults: the operations it calls, and its result. */
export interface Clean {
  /** the operations of AWS that it calls, from its first pass to its last */
  readonly operations: readonly Operation[];
  readonly state: unknown;
  readonly covered: readonly string[];
}

export async function operationsOf(world: World): Promise<Clean> {
  const simulation = await world.begin();
  const before = simulation.calls.last;
  const { reports } = await drive(simulation, world);
  const calls = simulation.calls.after(before);
  const names = new Map(calls.map(({ service, operation }) => [`${service}:${operation}`, { service, operation }]));
  await advanceOneDay(simulation);
  return {
    operations: [...names.values()],
    state: canonicalState(simulation),
    covered: reports.at(-1)?.covered ?? [],
  };
}
