import { governedNames } from '../governed-regions';
import type { Rule } from './rule';

/**
 * Most bytes of a desired state. EventBridge Scheduler and Step Functions accept 256 KiB, and the event of an updated custom
 * resource holds the old and the new state, with every quotation mark escaped.
 */
const MAX = 96 * 1024;
/** Bytes of an account in addition to its e-mail address: id, quotation marks, colon and comma. */
const BYTES_BESIDE_ADDRESS = 18;

/** Reports overrides that make a desired state too large for AWS. */
export const overridesFitTheResource: Rule = ({ partition, regions, overrides = [], detective, guardDuty }) => {
  if (!partition || !regions) return [];
  const priority = detective?.priority ?? [];
  const each = governedNames({ partition, regions }).map((region) => {
    const here = overrides.filter(({ match }) => match.regions.length === 0 || match.regions.includes(region));
    return JSON.stringify([here, priority]);
  });
  const largest = Math.max(0, ...each.map((text) => Buffer.byteLength(text)));
  // the controller of policies receives the settings of all regions, each different one once
  const all = [...new Set(each)].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  const [bytes, of] = guardDuty?.enforcedBy === 'policy' ? [all, 'all regions'] : [largest, 'one region'];
  if (bytes <= MAX) return [];
  const got = `${Math.ceil(bytes / 1024)} KiB for ${of}`;
  const message = `is more than a controller can receive, ${MAX / 1024} KiB; name units instead of their accounts`;
  return [{ level: 'error', path: ['overrides'], got, message }];
};

/** Reports outside members that make a desired state too large for AWS. */
export const outsideMembersFitTheResource: Rule = ({ outsideMembers }) => {
  const mistake = tooManyMembers(outsideMembers?.accounts ?? []);
  return mistake ? [{ level: 'error', path: ['outsideMembers', 'accounts'], ...mistake }] : [];
};

/** The mistake of too many accounts; undefined if they fit. */
export function tooManyMembers(
  members: readonly { readonly email: string }[],
): { readonly got: string; readonly message: string } | undefined {
  const bytes = members.reduce((sum, { email }) => sum + email.length + BYTES_BESIDE_ADDRESS, 0);
  if (bytes <= MAX) return undefined;
  const message = `is more than a controller can receive, ${MAX / 1024} KiB, which is about 2,000 accounts`;
  return { got: `${Math.ceil(bytes / 1024)} KiB`, message };
}
