import pc from 'picocolors';
import { nameOf as serviceName } from '../../lambda/controllers/registry';
import type { Exception } from '../../lambda/reconcile/plan';
import type { Report } from '../../lambda/reconcile/report';

/** The name of an account id. */
export type NameOf = (accountId: string) => string;

/** The most accounts that one line names; the report file has them all. */
const NAMED = 6;

/** The table of regions and services, followed by every exception with its reason. */
export function coverageText(reports: readonly Report[], notes: readonly string[], nameOf: NameOf): string {
  const remarks = [...accountLines(reports), ...notes].map((note) => pc.dim(note));
  return [table(reports), '', ...remarks, ...exceptionLines(reports, nameOf)].join('\n');
}

/** The age of the listing, and why passes listed accounts themselves. */
function accountLines(reports: readonly Report[]): string[] {
  const listings = reports.flatMap(({ accounts }) => accounts ?? []);
  const shared = listings.find(({ source }) => source === 'listing');
  const own = listings.filter(({ source }) => source === 'organizations');
  const reasons = [...new Set(own.map(({ because = 'no listing is configured' }) => because))];
  return [
    ...(shared ? [`${shared.count} accounts, listed once for all regions at ${shared.at}`] : []),
    ...(own.length > 0 ? [`${own.length} passes listed the accounts themselves: ${reasons.join('; ')}`] : []),
  ];
}

function table(reports: readonly Report[]): string {
  const regions = [...new Set(reports.filter(({ service }) => service !== 'delegation').map(({ region }) => region))];
  const invited = reports.some(({ service }) => service === 'invitations');
  const rows = regions.map((region) => [
    region,
    cell(reports.find((each) => each.region === region && each.service === 'guardduty')),
    cell(reports.find((each) => each.region === region && each.service === 'detective')),
    ...(invited
      ? [
          cell(
            reports.find((each) => each.region === region && each.service === 'invitations'),
            '–',
          ),
        ]
      : []),
  ]);
  const delegation = reports.find(({ service }) => service === 'delegation');
  return [
    aligned(['REGION', 'GUARDDUTY', 'DETECTIVE', ...(invited ? ['OUTSIDE MEMBERS'] : [])], pc.bold),
    ...rows.map((row) => aligned(row)),
    ...(delegation
      ? [`delegated administrator in place in ${delegation.covered.length} of ${delegation.expected} regions`]
      : []),
  ].join('\n');
}

function cell(report: Report | undefined, absent = 'not offered'): string {
  if (!report) return absent;
  const { covered, expected, pending, remaining } = report;
  const open = [
    ...(pending.length > 0 ? [`${pending.length} pending`] : []),
    ...(remaining.length > 0 ? [`${remaining.length} actions left`] : []),
  ];
  return [`${covered.length} of ${expected} accounts`, ...open].join(', ');
}

function aligned(cells: readonly string[], style: (text: string) => string = (text) => text): string {
  const widths = [16, 32, 32];
  return style(
    cells
      .map((text, at) => text.padEnd(widths[at] ?? 0))
      .join('')
      .trimEnd(),
  );
}

/** One paragraph for the same exception of several accounts and regions. */
function exceptionLines(reports: readonly Report[], nameOf: NameOf): string[] {
  const exceptions = reports.flatMap((report) => [...report.exceptions, ...report.pending]);
  if (exceptions.length === 0) return ['no exceptions'];
  const accounts = new Set(exceptions.map(({ account }) => account)).size;
  return [
    '',
    pc.bold(`EXCEPTIONS: ${exceptions.length}, in ${accounts} accounts`),
    ...grouped(exceptions).flatMap((group) => paragraph(group, nameOf)),
  ];
}

/** Groups first by account, to find its regions, then all accounts with the same exceptions in the same regions. */
function grouped(exceptions: readonly Exception[]): Exception[][] {
  const byAccount = gathered(exceptions, ({ service, account, reason }) => [service, account, reason].join('/'));
  const identical = gathered(byAccount, (same) =>
    same.map(({ service, reason, region }) => [service, reason, region].join('/')).join(),
  );
  return identical.map((groups) => groups.flat());
}

function gathered<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return [...groups.values()];
}

function paragraph(group: readonly Exception[], nameOf: NameOf): string[] {
  const [first] = group;
  if (!first) return [];
  const accounts = [...new Set(group.map(({ account }) => account))];
  const regions = [...new Set(group.map(({ region }) => region))];
  const named = accounts.slice(0, NAMED).map((id) => `${id} ${nameOf(id)}`.trim());
  const more = accounts.length > NAMED ? [`and ${accounts.length - NAMED} more`] : [];
  return [
    `  ${pc.yellow(first.reason)} · ${serviceName(first.service)} · ${regions.length > 3 ? `${regions.length} regions` : regions.join(', ')}`,
    `    ${[...named, ...more].join(', ')}`,
    `    ${pc.dim(`${first.words} → ${first.hint}`)}`,
  ];
}
