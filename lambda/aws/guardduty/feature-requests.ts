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
import { type AutoEnable, type Plans, plansOf, type Status } from './features';

/** The plans of a detector, the administrator's own or a member's. */
export function detectorPlans(
  features: readonly (DetectorFeatureConfigurationResult | MemberFeaturesConfigurationResult)[] = [],
): Plans<Status> {
  return plansOf<Status>(
    features.map(({ Name, Status, AdditionalConfiguration = [] }) => ({
      name: Name,
      state: Status,
      additional: AdditionalConfiguration.map((each) => ({ name: each.Name, state: each.Status })),
    })),
  );
}

/** The plans of the organization configuration. */
export function organizationPlans(features: readonly OrganizationFeatureConfigurationResult[] = []): Plans<AutoEnable> {
  return plansOf<AutoEnable>(
    features.map(({ Name, AutoEnable, AdditionalConfiguration = [] }) => ({
      name: Name,
      state: AutoEnable,
      additional: AdditionalConfiguration.map((each) => ({ name: each.Name, state: each.AutoEnable })),
    })),
  );
}

// the casts below widen: a name newer than this SDK goes to AWS as it is (R10), never dropped

/** Plans as `UpdateDetector` and `CreateDetector` take them. */
export function detectorFeatures(plans: Plans<Status>): DetectorFeatureConfiguration[] {
  return Object.entries(plans).map(([name, { state, additional }]) => ({
    Name: name as DetectorFeature,
    Status: state,
    AdditionalConfiguration: Object.entries(additional).map(([Name, Status]) => ({
      Name: Name as FeatureAdditionalConfiguration,
      Status,
    })),
  }));
}

/** Plans as `UpdateMemberDetectors` takes them. */
export function memberFeatures(plans: Plans<Status>): MemberFeaturesConfiguration[] {
  return detectorFeatures(plans).map((feature) => ({ ...feature, Name: feature.Name as OrgFeature }));
}

/** Plans as `UpdateOrganizationConfiguration` takes them. */
export function organizationFeatures(plans: Plans<AutoEnable>): OrganizationFeatureConfiguration[] {
  return Object.entries(plans).map(([name, { state, additional }]) => ({
    Name: name as OrgFeature,
    AutoEnable: state,
    AdditionalConfiguration: Object.entries(additional).map(([Name, AutoEnable]) => ({
      Name: Name as OrgFeatureAdditionalConfiguration,
      AutoEnable,
    })),
  }));
}
