import type { Bucket, StoredObject } from './state';

interface Configuration {
  readonly ObjectLockEnabled?: string;
  readonly Rule?: {
    readonly DefaultRetention?: { readonly Mode?: string; readonly Days?: number; readonly Years?: number };
  };
}

const DAY = 24 * 3600 * 1000;

/** The member of the API with the configuration of Object Lock. */
export const OBJECT_LOCK = 'ObjectLockConfiguration';

export function isLockable({ settings }: Pick<Bucket, 'settings'>): boolean {
  return (settings.get(OBJECT_LOCK) as Configuration | undefined)?.ObjectLockEnabled === 'Enabled';
}

/** The retention of a new version, from the bucket's default. */
export function defaultLock({ settings }: Pick<Bucket, 'settings'>, now: number): StoredObject['lock'] {
  const { Mode, Days, Years } = (settings.get(OBJECT_LOCK) as Configuration | undefined)?.Rule?.DefaultRetention ?? {};
  if (Mode !== 'GOVERNANCE' && Mode !== 'COMPLIANCE') return undefined;
  return { mode: Mode, until: now + (Days ?? (Years ?? 0) * 365) * DAY };
}
