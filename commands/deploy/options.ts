import { suggestion, UsageError } from '../usage-error';

/** The options of the command, as written. */
export interface DeployOptions {
  /** the configuration file */
  readonly config?: string;
  /** an organization file, to find opt-in regions that are not enabled */
  readonly organization?: string;
  readonly region?: readonly string[];
  readonly concurrency?: string;
  /** a profile of the AWS configuration files */
  readonly profile?: string;
}

/** How many stacks are deployed at a time by default. */
export const CONCURRENCY = 6;

export function chosenConcurrency({ concurrency = String(CONCURRENCY) }: Pick<DeployOptions, 'concurrency'>): number {
  const chosen = Number(concurrency);
  if (!Number.isInteger(chosen) || chosen < 1 || chosen > 40)
    throw new UsageError(`--concurrency: got ${concurrency}, allowed: 1 to 40; nothing was deployed`);
  return chosen;
}

/**
 * The regions to deploy to.
 * @returns undefined for every governed region
 * @throws UsageError for a region that is not governed
 */
export function chosenRegions(
  { region: named }: Pick<DeployOptions, 'region'>,
  governed: readonly string[],
): readonly string[] | undefined {
  for (const region of (named ?? []).filter((each) => !governed.includes(each)))
    throw new UsageError(
      `--region: ${region} is not governed${suggestion(region, governed)}, allowed: ${governed.join(', ')}; nothing was deployed`,
    );
  return named;
}

/** Options of `cdk deploy` that the command sets itself, or that make no sense without a terminal. */
const TAKEN: ReadonlySet<string> = new Set([
  ...['--all', '--app', '-a', '--exclusively', '-e', '--output', '-o', '--require-approval', '--watch'],
]);

/** Options for the CDK CLI. */
export interface CdkOptions {
  /** for each deployment */
  readonly deploy: readonly string[];
  /** for the synthesis: `--context` */
  readonly synth: readonly string[];
}

/**
 * The arguments that are passed on to the CDK CLI.
 * @param help what `cdk deploy --help` prints: the CLI itself ignores options that it does not know
 * @throws UsageError for an argument that it does not take
 */
export function cdkOptions(rest: readonly string[], help: string): CdkOptions {
  const [first = ''] = rest;
  if (first !== '' && !first.startsWith('-'))
    throw new UsageError(`${first}: name regions with --region; nothing was deployed`);
  const known = [...help.matchAll(/(?<![\w-])--?[a-zA-Z][\w-]*/g)].map(([name]) => name);
  for (const name of rest.filter((each) => /^--?[a-zA-Z]/.test(each)).map((each) => each.replace(/=.*/s, ''))) {
    if (TAKEN.has(name)) throw new UsageError(`${name}: the command sets this itself; nothing was deployed`);
    if (!known.includes(name) && !known.includes(name.replace(/^--no-/, '--')))
      throw new UsageError(`${name}: neither an option of this command${suggestion(name, OWN)} nor of cdk deploy`);
  }
  const isContext = (at: number) => /^(-c|--context)$/.test(rest[at] ?? '');
  const ofContext = (at: number) => isContext(at) || isContext(at - 1) || /^(-c|--context)=/.test(rest[at] ?? '');
  return { deploy: rest.filter((_, at) => !ofContext(at)), synth: rest.filter((_, at) => ofContext(at)) };
}

const OWN = ['--config', '--organization', '--region', '--concurrency', '--profile'];
