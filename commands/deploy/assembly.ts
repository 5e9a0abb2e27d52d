import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** A stack of a cloud assembly. */
export interface AssemblyStack {
  readonly name: string;
  /** 12-digit account id */
  readonly account: string;
  readonly region: string;
  /** names of the stacks that must be deployed before it */
  readonly after: readonly string[];
}

const STACK = 'aws:cloudformation:stack';

/** The part of `manifest.json` that is read here. */
const manifestFile = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      type: z.string(),
      /** `aws://<account>/<region>` */
      environment: z.string().optional(),
      dependencies: z.array(z.string()).default([]),
    }),
  ),
});

/** The stacks of a cloud assembly, in its order. Each has the name of its artifact. */
export function stacksOf(assembly: string): AssemblyStack[] {
  const { artifacts } = manifestFile.parse(JSON.parse(readFileSync(join(assembly, 'manifest.json'), 'utf8')));
  return Object.entries(artifacts)
    .filter(([, { type }]) => type === STACK)
    .map(([name, { environment = '', dependencies }]) => {
      const [, account = '', region = ''] = /^aws:\/\/([^/]*)\/(.*)$/.exec(environment) ?? [];
      return { name, account, region, after: dependencies.filter((each) => artifacts[each]?.type === STACK) };
    });
}

/**
 * The stacks that are deployed for some regions: their detection stacks, and all stacks that these need.
 * @param regions undefined for every stack
 */
export function stacksFor(stacks: readonly AssemblyStack[], regions?: readonly string[]): AssemblyStack[] {
  const wanted = new Set<string>();
  const want = (name: string) => {
    if (wanted.has(name)) return;
    wanted.add(name);
    for (const each of stacks.find((stack) => stack.name === name)?.after ?? []) want(each);
  };
  for (const { name } of stacks) if (!regions || regions.some((region) => name === `Detection-${region}`)) want(name);
  return stacks.filter(({ name }) => wanted.has(name));
}
