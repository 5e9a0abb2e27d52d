import { existsSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { connectOperator } from '../../lambda/aws/operator-clients';
import { parseConfig } from '../../lib/config';
import { EXIT } from '../exit-codes';
import { UsageError } from '../usage-error';
import { configurationText } from './configuration-text';
import type { InitOptions } from './options';
import { type Answers, answersOf, nextQuestion, questionsOf } from './questions';
import { type Looking, look, type Surroundings } from './surroundings';
import { type Ask, terminal } from './terminal';

const SCHEMA = join(__dirname, '..', '..', 'lib', 'config', 'rollout.schema.json');

/** The command's connections to the terminal and to AWS. */
export interface InitWorld {
  readonly say: (text: string) => void;
  /** undefined without a terminal */
  readonly ask: () => Promise<Ask | undefined>;
  readonly operator: () => Looking;
}
const WORLD: InitWorld = { say: console.log, ask: terminal, operator: () => connectOperator({ maxAttempts: 2 }) };

/**
 * Writes a configuration from the answers to at most five questions. It never overwrites a file and writes nothing to AWS.
 * @throws UsageError for a wrong or missing answer, or a file that exists
 */
export async function runInit(options: InitOptions, world: InitWorld = WORLD): Promise<number> {
  const { out } = options;
  refuseExisting(out);
  if (options.profile !== undefined) process.env.AWS_PROFILE = options.profile;
  const ask = await world.ask();
  const answers = await answered(options, ask, world);
  if (answers === undefined) return EXIT.interrupted;
  const text = configurationText(answers, schemaFrom(out));
  parseConfig(text, out);
  written(out, text);
  world.say(nextText(out));
  return EXIT.ok;
}

/** All answers; undefined if the person ended the command. */
async function answered(
  options: InitOptions,
  ask: Ask | undefined,
  { say, operator }: InitWorld,
): Promise<Answers | undefined> {
  let given = answersOf(options);
  let found: Surroundings = { notes: [] };
  // the home region comes first: the organization is read from there
  for (let looked = false; ; ) {
    const question = nextQuestion(given, found);
    if (!looked && question?.key !== 'homeRegion') {
      looked = true;
      found = await surroundings(options, given.homeRegion ?? '', operator, say);
      refuseMistakes(given, found);
      continue;
    }
    if (question === undefined) return given as Answers;
    const answer = ask ? await ask(question) : question.proposed;
    if (answer === undefined && ask) return undefined;
    if (answer === undefined) throw new UsageError(`there is no terminal to ask at: name ${question.flag}`);
    given = { ...given, [question.key]: answer };
  }
}

async function surroundings(
  { offline }: InitOptions,
  region: string,
  operator: () => Looking,
  say: (text: string) => void,
): Promise<Surroundings> {
  if (offline) return { notes: [] };
  const found = await look(operator(), region);
  for (const note of found.notes) say(`- ${note}`);
  return found;
}

function refuseMistakes(given: Partial<Answers>, found: Surroundings): void {
  const mistakes = questionsOf(given, found).flatMap(({ key, flag, mistake }) => {
    const answer = given[key];
    const wrong = answer === undefined ? undefined : mistake(answer);
    return wrong === undefined ? [] : [`${flag}: ${wrong}`];
  });
  if (mistakes.length > 0) throw new UsageError([...mistakes, 'nothing was written'].join('\n'));
}

function refuseExisting(out: string): void {
  if (existsSync(out)) throw new UsageError(`${out} exists and is left as it is: name another file with --out`);
}

function written(out: string, text: string): void {
  try {
    // a file that appeared while the questions were answered is not overwritten either
    writeFileSync(out, text, { flag: 'wx' });
  } catch (cause) {
    refuseExisting(out);
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError(`${out} cannot be written: ${why}`, { cause });
  }
}

function schemaFrom(out: string): string {
  return relative(dirname(resolve(out)), SCHEMA);
}

function nextText(out: string): string {
  return [
    `${out} is written. Read it, then, with credentials of the management account:`,
    `  npm run -s bootstrap -- --config ${out}    the commands that bootstrap the CDK in both accounts`,
    `  npm run plan -- --config ${out}            what a deployment would do; reads only`,
    `  npm run deploy -- --config ${out}`,
  ].join('\n');
}
