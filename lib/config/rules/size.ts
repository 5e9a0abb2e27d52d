import { governedNames } from '../governed-regions';
import type { Rule } from './rule';

/**
 * EventBridge Scheduler and Step Functions carry 256 KiB each, and an update's custom resource carries the old state beside
 * the new one, every quotation mark escaped.
 */
const MOST = 96 * 1024;
/** What a listed account adds beside its e-mail address: its id, quotation marks, a colon and a comma. */
const BESIDE_ADDRESS = 18;

/** A desired state that AWS would refuse to carry, seen before anything is deployed. */
export const overridesFitTheResource: Rule = ({ partition, regions, overrides = [], detective }) => {
  if (!partition || !regions) return [];
  const priority = detective?.priority ?? [];
  const largest = Math.max(
    0,
    ...governedNames({ partition, regions }).map((region) => {
      const here = overrides.filter(({ match }) => match.regions.length === 0 || match.regions.includes(region));
      return Buffer.byteLength(JSON.stringify([here, priority]));
    }),
  );
  if (largest <= MOST) return [];
  const got = `${Math.ceil(largest / 1024)} KiB for one region`;
  const message = `is more than AWS carries to a controller, ${MOST / 1024} KiB; name units instead of their accounts`;
  return [{ level: 'error', path: ['overrides'], got, message }];
};

/** The same for accounts outside the organization, of which a region has as many as are listed for it. */
export const outsideMembersFitTheResource: Rule = ({ outsideMembers }) => {
  const mistake = tooManyMembers(outsideMembers?.accounts ?? []);
  return mistake ? [{ level: 'error', path: ['outsideMembers', 'accounts'], ...mistake }] : [];
};

/** What is wrong with so many accounts; undefined where AWS carries them. */
export function tooManyMembers(
  members: readonly { readonly email: string }[],
): { readonly got: string; readonly message: string } | undefined {
  const bytes = members.reduce((sum, { email }) => sum + email.length + BESIDE_ADDRESS, 0);
  if (bytes <= MOST) return undefined;
  const message = `is more than AWS carries to a controller, ${MOST / 1024} KiB: about 2,000 accounts`;
  return { got: `${Math.ceil(bytes / 1024)} KiB`, message };
}
