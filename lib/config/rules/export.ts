import { needsOptIn } from '../../regions';
import type { Draft } from '../draft';
import { governedNames } from '../governed-regions';
import type { Path } from '../issue';
import { judge } from '../region-name';
import type { Breach, Rule } from './rule';

const EXPORT: Path = ['findings', 'export'];
const EXISTING: Path = [...EXPORT, 'existing'];

/** The region of the existing bucket to export to. */
export function regionOfExport({ findings }: Draft): { name: string; path: Path }[] {
  const region = findings?.export?.existing?.region;
  return region === undefined ? [] : [{ name: region, path: [...EXISTING, 'region'] }];
}

/** "The KMS key must be in the same Region as the S3 bucket": GuardDuty would refuse it in every region (F3). */
export const exportKeyIsWithItsBucket: Rule = ({ findings }) => {
  const { region, keyArn } = findings?.export?.existing ?? {};
  const keyRegion = keyArn?.split(':')[3];
  if (keyRegion === region) return [];
  const message = `is a key of ${keyRegion} for a bucket of ${region}: GuardDuty requires both in the same region`;
  return [{ level: 'error', path: [...EXISTING, 'keyArn'], message }];
};

/** A bucket or key in one partition cannot be used from another. */
export const exportStaysInThePartition: Rule = ({ partition, findings }) => {
  const { existing } = findings?.export ?? {};
  if (!partition || !existing) return [];
  return (['bucketArn', 'keyArn'] as const).flatMap((key): Breach[] => {
    const other = existing[key].split(':')[1];
    const message = `is in partition ${other}, the configuration is for ${partition}`;
    return other === partition ? [] : [{ level: 'error', path: [...EXISTING, key], message }];
  });
};

/** The owner of an existing bucket sets its lifecycle and lock. */
export const existingExportIsOfItsOwner: Rule = ({ findings }) => {
  const asked = findings?.export;
  if (!asked?.existing) return [];
  const message = 'is for the bucket that FindingsHub creates; the owner of an existing bucket sets it up';
  return (['bucketName', 'lifecycle', 'objectLock'] as const).flatMap((key): Breach[] =>
    asked[key] === undefined ? [] : [{ level: 'error', path: [...EXPORT, key], message }],
  );
};

/** GuardDuty exports to a bucket in an opt-in region only from that region (F4). */
export const exportIsReached: Rule = ({ partition, homeRegion, regions, findings }) => {
  if (!partition || !homeRegion || !regions || !findings?.export) return [];
  const { existing } = findings.export;
  const region = existing?.region ?? homeRegion;
  if (judge(region, partition).is !== 'known' || !needsOptIn(region)) return [];
  const others = governedNames({ partition, regions }).filter((name) => name !== region);
  if (others.length === 0) return [];
  const whose = existing ? 'the bucket is' : 'its bucket would be';
  const instead = existing ? 'name a bucket' : 'name one under existing';
  const message = `${whose} in ${region}, an opt-in region, to which GuardDuty exports only from that region and not from ${others.join(', ')}; ${instead} in a region that needs no opt-in`;
  return [{ level: 'error', path: existing ? [...EXISTING, 'region'] : EXPORT, message }];
};

/** Reports lifecycle settings that S3 would refuse, or that have no effect. */
export const exportedFindingsAge: Rule = ({ findings }) => {
  const { transitions = [], expireAfterDays = Number.POSITIVE_INFINITY } = findings?.export?.lifecycle ?? {};
  return transitions.flatMap(({ afterDays, storageClass }, index): Breach[] => {
    const path: Path = [...EXPORT, 'lifecycle', 'transitions', index];
    const before = transitions[index - 1];
    if (afterDays >= expireAfterDays)
      return [{ level: 'error', path: [...path, 'afterDays'], message: 'must be less than expireAfterDays' }];
    if (before && before.afterDays >= afterDays)
      return [{ level: 'error', path: [...path, 'afterDays'], message: 'must be more than in the transition before' }];
    if (before?.storageClass === storageClass || before?.storageClass === 'DEEP_ARCHIVE')
      return [{ level: 'error', path: [...path, 'storageClass'], message: `cannot follow ${before.storageClass}` }];
    return [];
  });
};

/** The lifecycle does not delete locked findings. */
export const lockedFindingsExpireLater: Rule = ({ findings }) => {
  const { lifecycle, objectLock } = findings?.export ?? {};
  const { expireAfterDays = Number.POSITIVE_INFINITY } = lifecycle ?? {};
  if (!objectLock || objectLock.days <= expireAfterDays) return [];
  const message = `outlasts lifecycle.expireAfterDays, ${expireAfterDays}: S3 does not delete locked findings`;
  return [{ level: 'warning', path: [...EXPORT, 'objectLock', 'days'], message, got: `${objectLock.days}` }];
};
