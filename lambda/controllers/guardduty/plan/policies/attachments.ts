import type { OrganizationAccount } from '../../../../aws/organizations/organizations';
import { type Block, FOUNDATIONAL } from './block';
import type { Unit } from './tree';

/** A block of one region at a root, unit or account. */
export interface Attachment {
  readonly target: string;
  readonly block: Block;
}

/** Where one region's blocks are attached. */
export interface Attached {
  readonly attachments: readonly Attachment[];
  /** units in which an account that joins gets less than desired until the policies are compiled again */
  readonly incomplete: readonly string[];
}

/** A unit with the desired blocks of everything in it. */
interface Wanted {
  readonly id: string;
  /** of an account that joins the unit */
  readonly usual: Block;
  /** the names that are managed in each account that is in the unit, below it, or joins there */
  readonly common: ReadonlySet<string>;
  readonly units: readonly Wanted[];
  readonly accounts: readonly Attachment[];
}

/**
 * The fewest blocks with which each account has its desired one. A unit has the block of an account that joins it, without the
 * names that some account below must not have: a policy cannot leave out what one above sets. Every block has all names of those
 * above it, so that the result is the same whether AWS replaces an inherited region block or merges into it. A plan is disabled
 * only where a block above enables it: what no policy enables is left to the scheduled passes, which see what they switch off.
 */
export function attached(tree: Unit, desired: (account: OrganizationAccount) => Block): Attached {
  return attachedBelow(wantedIn(tree, desired), new Map());
}

function wantedIn({ path, units, accounts }: Unit, desired: (account: OrganizationAccount) => Block): Wanted {
  const id = path.at(-1) ?? '';
  const usual = desired({ id: '', name: '', email: '', state: 'ACTIVE', path });
  const below = units.map((unit) => wantedIn(unit, desired));
  const own = accounts.map((account) => ({ target: account.id, block: desired(account) }));
  const others = [...below.map(({ common }) => common), ...own.map(({ block }) => block)];
  const common = new Set([...usual.keys()].filter((name) => others.every((each) => each.has(name))));
  return { id, usual, common, units: below, accounts: own };
}

function attachedBelow({ id, usual, common, units, accounts }: Wanted, inherited: Block): Attached {
  const whole = within(usual, common);
  const here = withoutNeedlessOffs(whole, inherited);
  const below = units.map((unit) => attachedBelow(unit, here));
  return {
    attachments: [
      ...differing({ target: id, block: here }, inherited),
      ...below.flatMap(({ attachments }) => attachments),
      ...accounts.flatMap(({ target, block }) => differing({ target, block: withoutNeedlessOffs(block, here) }, here)),
    ],
    incomplete: [...(whole.size < usual.size ? [id] : []), ...below.flatMap(({ incomplete }) => incomplete)],
  };
}

function differing(attachment: Attachment, inherited: Block): Attachment[] {
  return isSame(attachment.block, inherited) ? [] : [attachment];
}

/** The named part of a block; an additional configuration needs its feature, and every feature GuardDuty itself. */
function within(block: Block, names: ReadonlySet<string>): Block {
  if (!names.has(FOUNDATIONAL)) return new Map();
  return new Map([...block].filter(([name]) => names.has(name) && names.has(name.replace(/\/.*/, ''))));
}

/** A block without the plans that it disables and no block above it sets, and without their additional configurations. */
function withoutNeedlessOffs(block: Block, inherited: Block): Block {
  const isNeeded = (feature: string) => block.get(feature) !== 'disabled' || inherited.has(feature);
  return new Map([...block].filter(([name]) => isNeeded(name.replace(/\/.*/, ''))));
}

function isSame(one: Block, other: Block): boolean {
  return one.size === other.size && [...one].every(([name, status]) => other.get(name) === status);
}
