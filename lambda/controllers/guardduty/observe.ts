import type { Aws } from '../../aws/clients';
import { hasCode } from '../../aws/error-predicates';
import { type Detector, ENDED, type Member, type OrganizationConfiguration } from '../../aws/guardduty/detector';
import type { ExportDestination } from '../../aws/guardduty/export-destination';
import type { Features, Foreseen } from '../../aws/guardduty/features';
import type { GuardDuty } from '../../aws/guardduty/guardduty';
import type { RuleOrList } from '../../aws/guardduty/rules-and-lists';
import type { OrganizationAccount } from '../../aws/organizations/organizations';
import type { AsOf } from '../../overrides/account-listing';
import { newcomersConfirmed } from '../../overrides/confirmation';
import { type Directory, directoryOf } from '../../overrides/directory';
import { RolloutError } from '../../reconcile/errors';
import type { GuardDutyDesired } from './desired';

/** The observed state of GuardDuty in one region, as its administrator sees it. */
export interface GuardDutyObserved {
  /** the organization's accounts, which only its administrators may list */
  readonly accounts: readonly OrganizationAccount[];
  /** source and time of the accounts; absent if they were not read */
  readonly asOf?: AsOf;
  /** ids of the organizational units that the overrides name */
  readonly units: Directory['units'];
  /** the administrator's own detector */
  readonly detector: Detector | undefined;
  /** another account that administers the administrator's own detector */
  readonly administeredBy: string | undefined;
  /** undefined while the account is not the delegated administrator */
  readonly organization: OrganizationConfiguration | undefined;
  /** AWS's message about that */
  readonly notAdministrator?: string;
  /** policy types that are enabled at the root of the organization */
  readonly policyTypes?: readonly string[];
  readonly members: readonly Member[];
  /** when it was observed, in milliseconds */
  readonly at: number;
  /** features of the enabled members, by account */
  readonly memberFeatures: ReadonlyMap<string, Features<Foreseen>>;
  /** absent if the configuration has no export */
  readonly export?: ObservedExport;
  /** the administrator's suppression rules and lists; absent while it has no detector of its own */
  readonly rulesAndLists?: readonly RuleOrList[];
}

/** The observed export of findings. Failures of S3 or KMS are part of it, so that they do not stop the observation. */
export type ObservedExport =
  | { readonly failure: Pick<RolloutError, 'code' | 'story' | 'hint' | 'transient'> }
  | {
      readonly destination: ExportDestination | undefined;
      /** undefined if the alias names no key */
      readonly keyArn: string | undefined;
      /** undefined if the bucket denies the check; true if there is no prefix */
      readonly folderMade: boolean | undefined;
    };

/** The observation before anything but the detector is read. */
function nothingKnown(aws: Aws) {
  const none = { accounts: [], units: new Map(), members: [], memberFeatures: new Map() };
  return { ...none, organization: undefined, at: aws.now() };
}

/** Reads as much as AWS allows: without a detector, or if the account is not the administrator, it reads no further. */
export async function observe(aws: Aws, desired: GuardDutyDesired): Promise<GuardDutyObserved> {
  const { region } = desired;
  const guardDuty = aws.guardDuty(region);
  const unknown = nothingKnown(aws);
  const detector = await guardDuty.detector();
  if (!detector) return { ...unknown, detector, administeredBy: undefined };
  const administeredBy = await guardDuty.administrator();
  if (administeredBy !== undefined) return { ...unknown, detector, administeredBy };
  const [organization, ofExport, rulesAndLists] = await Promise.all([
    observeOrganization(aws, desired, guardDuty),
    observeExport(aws, desired),
    // CloudFormation supports entity lists only in this partition
    aws.rulesAndLists(region).all(detector.id, desired.partition === 'aws'),
  ]);
  return { ...unknown, detector, administeredBy, ...organization, ...ofExport, rulesAndLists };
}

async function observeExport(aws: Aws, desired: GuardDutyDesired): Promise<Pick<GuardDutyObserved, 'export'>> {
  const wanted = desired.export;
  if (!wanted) return {};
  const { bucket, bucketRegion, bucketAccount: owner, prefix, key } = wanted;
  try {
    const [destination, keyArn, folderMade] = await Promise.all([
      aws.findingsExport(desired.region).destination(),
      key.startsWith('alias/') ? aws.keys(bucketRegion).arnOf(key) : key,
      prefix === '' ? true : aws.exportFolder(bucketRegion).isMade({ bucket, prefix, owner }),
    ]);
    return { export: { destination, keyArn, folderMade } };
  } catch (error) {
    if (!(error instanceof RolloutError)) throw error;
    const { code, story, hint, transient } = error;
    return { export: { failure: { code, story, hint, transient } } };
  }
}

async function observeOrganization(
  aws: Aws,
  desired: GuardDutyDesired,
  guardDuty: GuardDuty,
): Promise<Partial<GuardDutyObserved>> {
  try {
    const organization = await guardDuty.organizationConfiguration();
    const matches = desired.overrides.map(({ match }) => match);
    const [directory, members] = await Promise.all([directoryOf(aws, desired, matches), guardDuty.members()]);
    const enabled = members.filter(({ status }) => status === 'Enabled').map(({ account }) => account);
    const related = members.filter(({ status }) => !ENDED.has(status)).map(({ account }) => account);
    const [current, memberFeatures] = await Promise.all([
      newcomersConfirmed(aws, desired, directory, new Set(related)),
      guardDuty.memberFeatures(enabled),
    ]);
    const policyTypes = current.policyTypes ?? (await aws.organizations(desired.region).policyTypes());
    return { ...current, policyTypes, organization, members, memberFeatures };
  } catch (error) {
    if (!hasCode(error, 'NotAdministrator')) throw error;
    return { notAdministrator: error.story };
  }
}

/** Reads the state that leaving removes, also if the account is not the administrator any more. */
export async function observeRemoval(aws: Aws, { region }: GuardDutyDesired): Promise<GuardDutyObserved> {
  const guardDuty = aws.guardDuty(region);
  const detector = await guardDuty.detector();
  const nothing = nothingKnown(aws);
  if (!detector) return { ...nothing, detector, administeredBy: undefined };
  const administeredBy = await guardDuty.administrator();
  if (administeredBy !== undefined) return { ...nothing, detector, administeredBy };
  return {
    ...nothing,
    detector,
    administeredBy,
    members: await guardDuty.members(),
    ...(await configuration(guardDuty)),
  };
}

async function configuration(
  guardDuty: GuardDuty,
): Promise<Pick<GuardDutyObserved, 'organization' | 'notAdministrator'>> {
  try {
    return { organization: await guardDuty.organizationConfiguration() };
  } catch (error) {
    if (!hasCode(error, 'NotAdministrator')) throw error;
    return { organization: undefined, notAdministrator: error.story };
  }
}
