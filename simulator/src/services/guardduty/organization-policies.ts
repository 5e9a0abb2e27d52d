import type { World } from '../../contract/world';
import { hasLinkedRole } from '../iam/service-linked-roles';
import { delay } from './delays';
import { makeDetector } from './detector';
import { enrol, isOptedIn, passOf } from './enrolment';
import { changed, type FeatureChange, type FeatureSet, type Status } from './features';
import { setStatus } from './membership';
import { featuresForNew, initialConfiguration } from './organization-configuration';
import { administratorWithDetector, detectorOf, managing } from './ownership';
import type { Detector } from './state';

/** The settings of the organization's GuardDuty policies for one account in one region. */
export interface Managed {
  /** of GuardDuty itself */
  readonly foundational: Status | undefined;
  /** of a feature, or of one of its additional configurations; undefined where no policy manages it */
  of(feature: string, additional?: string): Status | undefined;
}

/** The settings that policies manage in an account and region, undefined if there are none. */
export function managedIn(world: World, account: string, region: string): Managed | undefined {
  const { guardDutyPolicies, managementAccountId } = world.organization;
  if (!guardDutyPolicies.enabled) return undefined;
  // "the management account is covered only if AWSServiceRoleForAmazonGuardDuty exists there"
  if (account === managementAccountId && !hasLinkedRole('guardduty.amazonaws.com', account, world)) return undefined;
  const block = guardDutyPolicies.managed(account, region);
  if (!block) return undefined;
  const statusOf = (name: string, additional?: string): Status | undefined => {
    const feature = block[name.toLowerCase()];
    const setting = additional === undefined ? feature : feature?.additional_configuration?.[additional.toLowerCase()];
    return setting?.status && (setting.status === 'enabled' ? 'ENABLED' : 'DISABLED');
  };
  return { foundational: statusOf('foundational'), of: statusOf };
}

/** Whether a request names a setting that a policy manages, even with its present value. */
export function touchesManaged(changes: readonly FeatureChange<Status>[], managed: Managed | undefined): boolean {
  return changes.some(
    ({ name, additional }) => managed?.of(name) ?? additional.some((each) => managed?.of(name, each.name)),
  );
}

/** Brings every account of a region in line with the policies that apply to it, in the background. */
export function followPolicies(world: World, region: string): void {
  if (!world.organization.guardDutyPolicies.enabled) return;
  world.eventually(delay(world, 'policies'), () => {
    for (const { id, state } of world.organization.members())
      if (state === 'ACTIVE' && isOptedIn(world, id, region)) follow(world, id, region);
  });
}

function follow(world: World, account: string, region: string): void {
  const managed = managedIn(world, account, region);
  if (!managed) return;
  if (managed.foundational === 'ENABLED') switchOn(world, account, region);
  const detector = detectorOf(world, account, region);
  if (!detector) return;
  if (managed.foundational) setMonitored(world, region, detector, managed.foundational);
  detector.features = changed(detector.features, changesIn(detector.features, managed), world.clock.now());
}

/** Makes an account a member if it is none; in a region without an administrator it still gets a detector. */
function switchOn(world: World, account: string, region: string): void {
  const administrator = administratorWithDetector(world, region);
  if (administrator && administrator.account !== account && !managing(detectorOf(world, account, region)))
    enrol(passOf(world, region, administrator, []), account);
  if (detectorOf(world, account, region)) return;
  const place = { region, partition: world.partition };
  const features = featuresForNew(initialConfiguration(place), place, world.clock.now());
  makeDetector(world, { account, region, features });
}

function setMonitored(world: World, region: string, detector: Detector, status: Status): void {
  detector.status = status;
  const membership = managing(detector);
  const wanted = status === 'ENABLED' ? 'Enabled' : 'Disabled';
  if (membership && membership.status !== wanted) setStatus({ world, region }, membership, wanted);
}

function changesIn(features: FeatureSet, managed: Managed): FeatureChange<Status>[] {
  return features.map(({ name, additional }) => ({
    name,
    value: managed.of(name),
    additional: additional.map((each) => ({ name: each.name, value: managed.of(name, each.name) })),
  }));
}
