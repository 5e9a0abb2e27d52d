import type {
  CreateDetectorCommandInput,
  UpdateMemberDetectorsCommandInput,
  UpdateOrganizationConfigurationCommandInput,
} from '@aws-sdk/client-guardduty';
import { changesOfDataSources, changesOfOrganizationDataSources } from './data-sources';
import { outOfRange } from './errors';
import { checkChanges, type FeatureChange, offered, type Place, type Status } from './features';
import { AUTO_ENABLE, type AutoEnable } from './organization-configuration';
import type { PublishingFrequency } from './state';

const STATUSES: readonly Status[] = ['ENABLED', 'DISABLED'];
const FREQUENCIES: readonly string[] = ['FIFTEEN_MINUTES', 'ONE_HOUR', 'SIX_HOURS'] satisfies PublishingFrequency[];

/** The changes of features in a CreateDetector or UpdateDetector request. */
export function detectorChanges(
  input: Pick<CreateDetectorCommandInput, 'DataSources' | 'Features'>,
  place: Place,
): FeatureChange<Status>[] {
  return statusChanges(input, place, false);
}

/** The changes of features in an UpdateMemberDetectors request: of those that an organization can have. */
export function memberChanges(
  input: Pick<UpdateMemberDetectorsCommandInput, 'DataSources' | 'Features'>,
  place: Place,
): FeatureChange<Status>[] {
  return statusChanges(input, place, true);
}

function statusChanges(
  input: Pick<CreateDetectorCommandInput, 'DataSources'> & {
    Features?:
      | readonly {
          Name?: string | undefined;
          Status?: string | undefined;
          AdditionalConfiguration?: readonly { Name?: string | undefined; Status?: string | undefined }[] | undefined;
        }[]
      | undefined;
  },
  place: Place,
  organizational: boolean,
): FeatureChange<Status>[] {
  if (input.DataSources && input.Features) throw outOfRange();
  const changes = input.DataSources
    ? changesOfDataSources(input.DataSources)
    : (input.Features ?? []).map((feature) => ({
        name: feature.Name ?? '',
        value: feature.Status as Status | undefined,
        additional: (feature.AdditionalConfiguration ?? []).map((each) => ({
          name: each.Name ?? '',
          value: each.Status as Status | undefined,
        })),
      }));
  checkChanges(changes, STATUSES, offered(place, organizational));
  return changes;
}

/** The changes of features in an UpdateOrganizationConfiguration request. */
export function organizationChanges(
  input: UpdateOrganizationConfigurationCommandInput,
  place: Place,
): FeatureChange<AutoEnable>[] {
  if (input.DataSources && input.Features) throw outOfRange();
  const changes = input.DataSources
    ? changesOfOrganizationDataSources(input.DataSources)
    : (input.Features ?? []).map((feature) => ({
        name: feature.Name ?? '',
        value: feature.AutoEnable,
        additional: (feature.AdditionalConfiguration ?? []).map((each) => ({
          name: each.Name ?? '',
          value: each.AutoEnable,
        })),
      }));
  checkChanges(changes, AUTO_ENABLE, offered(place, true));
  return changes;
}

/** A publishing frequency, if one is requested. */
export function publishingFrequency(value: string | undefined): PublishingFrequency | undefined {
  if (value !== undefined && !FREQUENCIES.includes(value)) throw outOfRange();
  return value as PublishingFrequency | undefined;
}
