import type {
  GetMemberDetectorsCommandInput,
  GetMemberDetectorsCommandOutput,
  MemberDataSourceConfiguration,
  UpdateMemberDetectorsCommandInput,
  UpdateMemberDetectorsCommandOutput,
} from '@aws-sdk/client-guardduty';
import type { Operation } from '../../../contract/service';
import { eachAccount, memberFeatures } from '../answers';
import { dataSourcesOf } from '../data-sources';
import { malwareServiceRole } from '../detector';
import { managedByPolicy, RESULTS, setToAll } from '../errors';
import { changed, type FeatureChange, type FeatureSet, type Status } from '../features';
import { type OrganizationConfiguration, settingOf } from '../organization-configuration';
import { managedIn, touchesManaged } from '../organization-policies';
import { accountIds, detectorOf, isAssociated, ownDetector } from '../ownership';
import { memberChanges } from '../requests';

/** The features in members' detectors. */
export const getMemberDetectors: Operation<GetMemberDetectorsCommandInput, Partial<GetMemberDetectorsCommandOutput>> = (
  input,
  call,
) => {
  const detector = ownDetector(call, input.DetectorId);
  const found: MemberDataSourceConfiguration[] = [];
  const unprocessed = eachAccount(accountIds(input.AccountIds), (id) => {
    const member = isAssociated(detector.members?.get(id)) && detectorOf(call.world, id, call.region);
    if (!member) return RESULTS.notAssociated;
    found.push({
      AccountId: id,
      DataSources: dataSourcesOf(member.features, malwareServiceRole(call.partition, id)),
      Features: memberFeatures(member.features, call, managedIn(call.world, id, call.region)),
    });
    return undefined;
  });
  return { MemberDataSourceConfigurations: found, ...unprocessed };
};

/** Switches features on or off in members' detectors, except off those that are on for ALL. */
export const updateMemberDetectors: Operation<
  UpdateMemberDetectorsCommandInput,
  Partial<UpdateMemberDetectorsCommandOutput>
> = (input, call) => {
  const detector = ownDetector(call, input.DetectorId);
  const ids = accountIds(input.AccountIds);
  const changes = memberChanges(input, call);
  if (detector.organization && turnsOffAll(changes, detector.organization)) throw setToAll();
  if (ids.some((id) => touchesManaged(changes, managedIn(call.world, id, call.region)))) throw managedByPolicy();
  const now = call.world.clock.now();
  const memo = new Map<FeatureSet, FeatureSet>();
  return eachAccount(ids, (id) => {
    const membership = detector.members?.get(id);
    const member = isAssociated(membership) && detectorOf(call.world, id, call.region);
    if (!membership || !member) return RESULTS.notAssociated;
    // members by invitation control Malware Protection for EC2 themselves
    if (!membership.viaOrganization && changes.some(({ name }) => name === 'EBS_MALWARE_PROTECTION'))
      return RESULTS.outOfRange;
    const next = memo.get(member.features) ?? changed(member.features, changes, now);
    memo.set(member.features, next);
    if (next !== member.features) member.updatedAt = now;
    member.features = next;
    return undefined;
  });
};

function turnsOffAll(changes: readonly FeatureChange<Status>[], configuration: OrganizationConfiguration): boolean {
  return changes.some(
    ({ name, value, additional }) =>
      (value === 'DISABLED' && settingOf(configuration, name) === 'ALL') ||
      additional.some((each) => each.value === 'DISABLED' && settingOf(configuration, name, each.name) === 'ALL'),
  );
}
