import type {
  DetectorFeature,
  DetectorFeatureConfiguration,
  DetectorFeatureConfigurationResult,
  FeatureAdditionalConfiguration,
  MemberFeaturesConfiguration,
  MemberFeaturesConfigurationResult,
  OrganizationFeatureConfiguration,
  OrganizationFeatureConfigurationResult,
  OrgFeature,
  OrgFeatureAdditionalConfiguration,
} from '@aws-sdk/client-guardduty';
import { type AutoEnable, type Features, featuresOf, type Status } from './features';

/** The features of a detector, the administrator's own or a member's. */
export function detectorFeatures(
  features: readonly (DetectorFeatureConfigurationResult | MemberFeaturesConfigurationResult)[] = [],
): Features<Status> {
  return featuresOf<Status>(
    features.map(({ Name, Status, ManagedBy, UpdatedAt, AdditionalConfiguration = [] }) => ({
      name: Name,
      state: Status,
      managedBy: ManagedBy,
      updatedAt: UpdatedAt,
      additional: AdditionalConfiguration.map((each) => ({
        name: each.Name,
        state: each.Status,
        managedBy: each.ManagedBy,
        updatedAt: each.UpdatedAt,
      })),
    })),
  );
}

/** The features of the organization configuration. */
export function organizationFeatures(
  features: readonly OrganizationFeatureConfigurationResult[] = [],
): Features<AutoEnable> {
  return featuresOf<AutoEnable>(
    features.map(({ Name, AutoEnable, AdditionalConfiguration = [] }) => ({
      name: Name,
      state: AutoEnable,
      additional: AdditionalConfiguration.map((each) => ({ name: each.Name, state: each.AutoEnable })),
    })),
  );
}

// the casts below widen the type: a name newer than this SDK is sent to AWS unchanged (R10)

/** Features as input of `UpdateDetector` and `CreateDetector`. */
export function detectorRequest(features: Features<Status>): DetectorFeatureConfiguration[] {
  return Object.entries(features).map(([name, { state, additional }]) => ({
    Name: name as DetectorFeature,
    Status: state,
    AdditionalConfiguration: Object.entries(additional).map(([Name, Status]) => ({
      Name: Name as FeatureAdditionalConfiguration,
      Status,
    })),
  }));
}

/** Features as input of `UpdateMemberDetectors`. */
export function memberRequest(features: Features<Status>): MemberFeaturesConfiguration[] {
  return detectorRequest(features).map((feature) => ({ ...feature, Name: feature.Name as OrgFeature }));
}

/** Features as input of `UpdateOrganizationConfiguration`. */
export function organizationRequest(features: Features<AutoEnable>): OrganizationFeatureConfiguration[] {
  return Object.entries(features).map(([name, { state, additional }]) => ({
    Name: name as OrgFeature,
    AutoEnable: state,
    AdditionalConfiguration: Object.entries(additional).map(([Name, AutoEnable]) => ({
      Name: Name as OrgFeatureAdditionalConfiguration,
      AutoEnable,
    })),
  }));
}
