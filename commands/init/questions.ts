import { find, regionsOf } from '../../lib/regions';
import { suggestion } from '../usage-error';
import type { InitOptions } from './options';
import type { Surroundings } from './surroundings';

/** The answers that a configuration is written from. */
export interface Answers {
  readonly managementAccount: string;
  readonly administrator: string;
  readonly homeRegion: string;
  /** `all`, `default`, or names separated by commas */
  readonly regions: string;
  /** empty for none */
  readonly email: string;
}

/** One question. */
export interface Question {
  readonly key: keyof Answers;
  /** the option that answers it */
  readonly flag: string;
  readonly message: string;
  /** proposed, and taken without a terminal */
  readonly proposed?: string;
  /** @returns the mistake in an answer; undefined for a good one */
  readonly mistake: (answer: string) => string | undefined;
}

type Given = Partial<Answers>;

const mistakeInAccount = (answer: string) =>
  /^\d{12}$/.test(answer) ? undefined : `got ${JSON.stringify(answer)}, an account id is 12 digits`;

/** The question for the next missing answer; undefined if there is none. */
export function nextQuestion(given: Given, found: Surroundings): Question | undefined {
  return questionsOf(given, found).find(({ key }) => given[key] === undefined);
}

/** The answers that the options give. */
export function answersOf(options: InitOptions): Given {
  const { managementAccount, administrator, homeRegion, regions, email } = options;
  return Object.fromEntries(
    Object.entries({ homeRegion, managementAccount, administrator, regions, email }).filter(
      ([, answer]) => answer !== undefined,
    ),
  );
}

/**
 * Every question, in its order. Its proposal and its check depend on the answers before it.
 * @param found what the organization shows
 */
export function questionsOf(given: Given, found: Surroundings): Question[] {
  return [home, management, administrator, regions, email].map((question) => question(given, found));
}

const home = (): Question => ({
  key: 'homeRegion',
  flag: '--home-region',
  message: 'Home region, where findings of all regions arrive',
  proposed: process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION ?? 'us-east-1',
  mistake: (answer) => mistakeInRegion(answer),
});

const management = (_: Given, found: Surroundings): Question => ({
  key: 'managementAccount',
  flag: '--management-account',
  message: 'Id of the management account, which owns the organization',
  ...(found.managementAccount === undefined ? {} : { proposed: found.managementAccount }),
  mistake: (answer) =>
    mistakeInAccount(answer) ??
    (found.managementAccount === undefined || found.managementAccount === answer
      ? undefined
      : `got ${answer}, the organization of these credentials is owned by ${found.managementAccount}`),
});

const administrator = ({ managementAccount }: Given, found: Surroundings): Question => ({
  key: 'administrator',
  flag: '--administrator',
  message: 'Id of the account that will run GuardDuty and Detective, usually that of the security team',
  ...(found.administrator === undefined ? {} : { proposed: found.administrator }),
  mistake: (answer) =>
    mistakeInAccount(answer) ??
    (answer === managementAccount ? 'must not be the management account: AWS advises against it' : undefined),
});

const regions = ({ homeRegion = '' }: Given): Question => ({
  key: 'regions',
  flag: '--regions',
  message: 'Regions to govern: all, default (those that need no opt-in), or names separated by commas',
  proposed: 'default',
  mistake: (answer) => {
    if (answer === 'all') return undefined;
    if (answer === 'default') return find(homeRegion)?.optIn ? `must contain the home region ${homeRegion}` : undefined;
    const names = namesIn(answer);
    const wrong = names.map((name) => mistakeInRegion(name, homeRegion)).find((mistake) => mistake !== undefined);
    return wrong ?? (names.includes(homeRegion) ? undefined : `must contain the home region ${homeRegion}`);
  },
});

const email = (): Question => ({
  key: 'email',
  flag: '--email',
  message: 'E-mail address that severe findings are sent to (empty for none; other targets are in docs/targets.md)',
  proposed: '',
  mistake: (answer) =>
    answer === '' || /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(answer) ? undefined : `got ${answer}, must be an e-mail address`,
});

/** The names in an answer. */
export function namesIn(answer: string): string[] {
  return answer.split(/[\s,]+/).filter((name) => name !== '');
}

/** @param other a region of the partition that the region must be in */
function mistakeInRegion(name: string, other = name): string | undefined {
  const partition = find(other)?.partition ?? 'aws';
  const known = regionsOf(partition).filter(({ guardDuty }) => guardDuty);
  if (known.some((region) => region.name === name)) return undefined;
  return `got ${name}, is not a region of partition ${partition} that offers GuardDuty${suggestion(
    name,
    known.map((region) => region.name),
  )}`;
}
