import pc from 'picocolors';
import { nameOf } from '../../lambda/controllers/registry';
import {
  alike,
  type Block,
  blocksOf,
  closing,
  fromTo,
  namedAccounts,
  placeOf,
  sourceOf,
  titleOf,
  unknownBlocks,
} from './blocks';
import type { PlanDocument } from './format';

/** `+` gives protection, `~` corrects, `-` may take away, as in other tools. */
const SIGNS: Readonly<Record<Block['effect'], string>> = {
  protects: pc.green('+'),
  settles: pc.yellow('~'),
  lessens: pc.yellow('~'),
  replaces: pc.red('-'),
  destroys: pc.red('-'),
};

/** The plan as a person reads it at a terminal. */
export function textOf(plan: PlanDocument): string {
  const { organization, configuration, takenAt } = plan;
  return [
    pc.bold(
      `${configuration.file} for the organization of ${organization.managementAccount}: ${organization.accounts} accounts, at ${takenAt}`,
    ),
    ...section(
      '',
      blocksOf(plan.changes).flatMap((block) => linesOf(block, configuration.file)),
    ),
    ...section(
      'WITHHELD',
      blocksOf(plan.withheld).flatMap((block) => linesOf(block, configuration.file)),
    ),
    ...section('BLOCKED', alike(plan.blocked).flatMap(exceptionLines)),
    ...section('PENDING AT AWS', alike(plan.pending).flatMap(exceptionLines)),
    ...section(
      'UNKNOWN',
      unknownBlocks(plan.unknown).map(
        (each) => `  ${placeOf(each)}: ${each.what}: unknown until ${untilOf(each.until)}`,
      ),
    ),
    ...section('NOT LOOKED AT', plan.unread.flatMap(unreadLines)),
    ...section(
      'NOTES',
      plan.notes.map((note) => `  ${note}`),
    ),
    '',
    pc.bold(closing(plan)),
  ].join('\n');
}

function untilOf(until: string): string {
  return until === 'findings hub' ? 'FindingsHub is deployed' : until;
}

function section(title: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  return title === '' ? ['', ...lines] : ['', pc.bold(title), ...lines];
}

function linesOf(block: Block, file: string): string[] {
  const width = Math.max(0, ...block.values.map(({ name }) => name.length));
  const changes = Math.max(0, ...block.values.map((value) => fromTo(value).length));
  return [
    `  ${SIGNS[block.effect]} ${block.step}. ${pc.bold(titleOf(block))} · ${placeOf(block)}`,
    ...(block.accounts.length > 0 ? [`       ${namedAccounts(block.accounts)}`] : []),
    ...block.values.map(
      (value) =>
        `       ${value.name.padEnd(width)}  ${fromTo(value).padEnd(changes)}  ${pc.dim(sourceOf(value, file))}`,
    ),
  ];
}

function exceptionLines({ first, regions, accounts }: ReturnType<typeof alike>[number]): string[] {
  return [
    `  ${pc.yellow(first.reason)} · ${placeOf({ service: first.service, regions: [...regions] })}`,
    `       ${namedAccounts([...accounts].map((id) => ({ id })))}`,
    `       ${pc.dim(`${first.words} → ${first.hint}`)}`,
  ];
}

function unreadLines({ service, region, account, reason, words, hint }: PlanDocument['unread'][number]): string[] {
  return [
    `  ${pc.red(reason)} · ${nameOf(service)} in ${region}, as account ${account}`,
    `       ${pc.dim(hint === '' ? words : `${words} → ${hint}`)}`,
  ];
}
