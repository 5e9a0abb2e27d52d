export type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Visits every node after all its dependencies, independent nodes at the same time. After a failure no new visit begins;
 * resolves when the visits in progress have ended.
 * @returns whether every node was visited
 */
export async function visitInOrder(graph: Graph, visit: (id: string) => Promise<boolean>): Promise<boolean> {
  const waiting = new Map([...graph].map(([id, on]) => [id, new Set([...on].filter((each) => graph.has(each)))]));
  let failed = false;
  const begin = async (): Promise<void> => {
    const ready = failed ? [] : [...waiting].filter(([, on]) => on.size === 0).map(([id]) => id);
    for (const id of ready) waiting.delete(id);
    await Promise.all(
      ready.map(async (id) => {
        if (await visit(id)) {
          for (const on of waiting.values()) on.delete(id);
          await begin();
        } else failed = true;
      }),
    );
  };
  await begin();
  return !failed && waiting.size === 0;
}

/** The same nodes with reversed dependencies: a node's dependents come before it. */
export function reversed(graph: Graph): Map<string, Set<string>> {
  const dependents = new Map<string, Set<string>>([...graph.keys()].map((id) => [id, new Set()]));
  for (const [id, on] of graph) for (const each of on) dependents.get(each)?.add(id);
  return dependents;
}
