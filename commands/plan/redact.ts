import type { PlanDocument } from './format';

interface Account {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

/** A plan without ids, names and addresses of accounts: each account has a mask, the same everywhere in the plan. */
export function redacted(plan: PlanDocument, accounts: readonly Account[]): PlanDocument {
  const masks = new Map<string, string>();
  const text = JSON.stringify(plan);
  const known = accounts.map(({ id }) => id);
  const ids = new Set([...known, ...(text.match(/\b\d{12}\b/g) ?? [])]);
  for (const id of [...ids].sort()) masks.set(id, `account-${masks.size + 1}`);
  const words = new Map<string, string>(masks);
  // a name or an address may be a part of a message
  for (const { id, name, email } of accounts)
    for (const each of [name, email]) if (each.length > 3) words.set(each, masks.get(id) ?? '');
  const longestFirst = [...words].sort(([a], [b]) => b.length - a.length);
  const mask = (value: string) => longestFirst.reduce((masked, [word, by]) => masked.replaceAll(word, by), value);
  const masked = JSON.parse(text, (_, value) => (typeof value === 'string' ? mask(value) : value)) as PlanDocument;
  return { ...masked, redacted: true, changes: nameless(masked.changes), withheld: nameless(masked.withheld) };
}

function nameless(changes: PlanDocument['changes']): PlanDocument['changes'] {
  return changes.map((change) => ({ ...change, accounts: change.accounts.map(({ id }) => ({ id })) }));
}
