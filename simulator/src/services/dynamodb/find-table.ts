import type { Call } from '../../contract/service';
import { noTable, noTableNamed } from './errors';
import { type Table, tables } from './state';

/** DynamoDB promises to delete expired items within a few days; here it takes two. */
const LINGER_SECONDS = 2 * 86_400;

/** The table of an operation on items, by name or ARN. @throws ResourceNotFoundException */
export function findTable(nameOrArn: string | undefined, call: Call): Table {
  const table = named(nameOrArn, call);
  if (!table) throw noTable();
  removeExpired(table, call);
  return table;
}

/** The table of an operation on tables, by name or ARN. @throws ResourceNotFoundException */
export function findTableNamed(nameOrArn: string | undefined, call: Call): Table {
  const table = named(nameOrArn, call);
  if (!table) throw noTableNamed(bare(nameOrArn));
  return table;
}

/** A table's ARN by its name. */
export function tableArn({ partition, region, accountId }: Call, name: string): string {
  return `arn:${partition}:dynamodb:${region}:${accountId}:table/${name}`;
}

function named(nameOrArn: string | undefined, call: Call): Table | undefined {
  return call.world.state.peek(tables, call.accountId, call.region)?.get(bare(nameOrArn));
}

function bare(nameOrArn = ''): string {
  return nameOrArn.split(':table/').at(-1) ?? nameOrArn;
}

/** when a table was last searched for expired items, in seconds */
const searched = new WeakMap<Table, number>();
const SEARCH_SECONDS = 60;

/** Removes items that expired some time ago; until then they stay visible, and readers must check the time themselves. */
function removeExpired(table: Table, { world }: Call): void {
  const { timeToLive, items } = table;
  const now = world.clock.now() / 1000;
  if (timeToLive === undefined || now - (searched.get(table) ?? 0) < SEARCH_SECONDS) return;
  searched.set(table, now);
  const before = now - LINGER_SECONDS;
  for (const [key, item] of items) {
    const until = item[timeToLive]?.N;
    if (until !== undefined && Number(until) < before) items.delete(key);
  }
}
