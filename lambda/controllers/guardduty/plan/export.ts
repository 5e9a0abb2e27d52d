import { EXPORT, type ExportDestination, type ExportTarget } from '../../../aws/guardduty/export-destination';
import type { Refusal } from '../../../aws/refusals';
import { type Exception, type Plan, planOf } from '../../../reconcile/plan';
import type { GuardDutyAction } from '../action';
import type { GuardDutyDesired } from '../desired';
import type { GuardDutyObserved, ObservedExport } from '../observe';

type Wanted = NonNullable<GuardDutyDesired['export']>;
type Cause = Pick<Exception, 'reason' | 'words' | 'hint'>;

const POLICIES = 'compare the policies of bucket and key with the output of npm run export-policies';

/**
 * Plans the export of findings to Amazon S3. It comes last, and its failures are reported without affecting anything else:
 * findings that are not in S3 are still in GuardDuty.
 *
 * | observed                              | plan                                                                   |
 * |---------------------------------------|------------------------------------------------------------------------|
 * | not configured                        | nothing: an export that someone else created is not changed            |
 * | could not be read, or no key yet      | pending if the cause is transient, otherwise blocked                   |
 * | refused in this pass                  | the same, with AWS's message                                           |
 * | exported to another bucket            | blocked, naming both; with `overrideExisting` it is changed (F1)       |
 * | the folder is missing                 | create it first (F17)                                                  |
 * | not exported                          | create the export                                                      |
 * | the bucket, but not all as desired    | change it                                                              |
 * | as desired, not verified yet          | pending                                                                |
 * | as desired, AWS cannot write          | blocked (F2)                                                           |
 * | as desired, AWS has given up          | update it with the same values: AWS verifies it again                  |
 * | as desired, publishing                | nothing is written                                                     |
 */
export function planExport(
  desired: GuardDutyDesired,
  { export: observed }: Pick<GuardDutyObserved, 'export'>,
  refusals: readonly Refusal[],
): Plan<GuardDutyAction> {
  const wanted = desired.export;
  if (!wanted || !observed) return planOf<GuardDutyAction>({});
  if ('failure' in observed) {
    const { code: reason, story: words, hint = 'the next pass looks again', transient } = observed.failure;
    return reported(desired, { reason, words, hint }, transient);
  }
  const { keyArn, destination } = observed;
  if (keyArn === undefined) return reported(desired, keyMissing(desired, wanted), true);
  const elsewhere = destination && !isIn(bucketArn(desired, wanted), destination);
  if (elsewhere && !wanted.overrideExisting) return reported(desired, exportedElsewhere(desired, wanted, destination));
  const refusal = refusals.find(({ subject }) => subject === EXPORT);
  if (refusal) return reported(desired, refusedExport(refusal), refusal.again);
  const actions = actionsFor(desired, wanted, observed, keyArn);
  const isSettled = destination && actions.every(({ type }) => type === 'MakeExportFolder');
  const state = isSettled ? statusOf(destination) : undefined;
  return { ...(state ? reported(desired, state, state.pending) : planOf<GuardDutyAction>({})), actions };
}

/** The desired destination of findings, as input for AWS. */
export function targetOf(desired: GuardDutyDesired, wanted: Wanted, keyArn: string): ExportTarget {
  return { arn: placeOf(desired, wanted), keyArn, owner: wanted.bucketAccount };
}

/** The ARN of the bucket and the folder. */
function placeOf(desired: GuardDutyDesired, wanted: Wanted): string {
  const bucket = bucketArn(desired, wanted);
  return wanted.prefix === '' ? bucket : `${bucket}/${wanted.prefix}`;
}

function bucketArn({ partition }: GuardDutyDesired, { bucket }: Wanted): string {
  return `arn:${partition}:s3:::${bucket}`;
}

function isIn(bucket: string, { arn }: ExportTarget): boolean {
  return `${arn}/`.startsWith(`${bucket}/`);
}

/** `arn:…:s3:::bucket` and `arn:…:s3:::bucket/` are the same place. */
export function isSameTarget(a: ExportTarget, b: ExportTarget): boolean {
  const place = ({ arn }: ExportTarget) => arn.replace(/\/$/, '');
  return place(a) === place(b) && a.keyArn === b.keyArn && a.owner === b.owner;
}

type Seen = Exclude<ObservedExport, { readonly failure: unknown }>;

function actionsFor(
  desired: GuardDutyDesired,
  wanted: Wanted,
  { destination, folderMade }: Seen,
  keyArn: string,
): GuardDutyAction[] {
  const about = { region: desired.region, subject: EXPORT } as const;
  const { bucket, bucketRegion, bucketAccount: owner, prefix } = wanted;
  const target = targetOf(desired, wanted, keyArn);
  const folder = folderMade === false;
  return [
    ...(folder
      ? [{ ...about, type: 'MakeExportFolder' as const, bucketRegion, folder: { bucket, prefix, owner } }]
      : []),
    ...(destination ? [] : [{ ...about, type: 'CreateExport' as const, target }]),
    ...(destination && (!isSameTarget(destination, target) || destination.status === 'STOPPED')
      ? [{ ...about, type: 'UpdateExport' as const, id: destination.id, target }]
      : []),
  ];
}

/** The problem of an export that is as desired; undefined if AWS publishes. */
function statusOf({ arn, keyArn, status, failingSince }: ExportDestination): (Cause & { pending?: true }) | undefined {
  if (status === 'PUBLISHING') return undefined;
  const since = failingSince === undefined ? '' : ` since ${new Date(failingSince).toISOString()}`;
  const words = `GuardDuty says ${status}${since}: exporting to ${arn} with key ${keyArn}`;
  if (status === 'PENDING_VERIFICATION')
    return { reason: 'ExportNotVerified', words, hint: 'AWS verifies it within minutes', pending: true };
  return { reason: 'ExportFails', words, hint: `${POLICIES}; AWS keeps trying` };
}

function exportedElsewhere(desired: GuardDutyDesired, wanted: Wanted, { arn, keyArn }: ExportDestination): Cause {
  return {
    reason: 'ExportedElsewhere',
    words: `findings of ${desired.region} are exported to ${arn} with key ${keyArn}; the configuration says ${placeOf(desired, wanted)} with key ${wanted.key}`,
    hint: 'name that bucket in findings.export, or set findings.export.overrideExisting: true to replace it',
  };
}

function keyMissing({ region }: GuardDutyDesired, { key, bucketRegion }: Wanted): Cause {
  return {
    reason: 'ExportKeyMissing',
    words: `exporting findings of ${region}: there is no key ${key} in ${bucketRegion}`,
    hint: 'deploy FindingsHub, which creates bucket and key, but only with mode: enforce',
  };
}

function refusedExport({ operation, words, reason, again }: Refusal): Cause {
  return {
    reason: again ? reason : 'ExportRefused',
    words: `${operation} is refused: ${words}`,
    hint: `${POLICIES}; opt-in regions have principals of their own`,
  };
}

function reported({ administrator, region }: GuardDutyDesired, what: Cause, pending = false): Plan<GuardDutyAction> {
  const { reason, words, hint } = what;
  const exception = {
    account: administrator,
    region,
    service: 'guardduty',
    reason,
    words,
    hint,
    scope: 'account',
  } as const;
  return planOf<GuardDutyAction>(pending ? { pending: [{ ...exception, soon: true }] } : { blocked: [exception] });
}
