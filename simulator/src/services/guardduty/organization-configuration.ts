import {
  changed,
  type FeatureChange,
  type FeatureSet,
  newFeatures,
  offered,
  type Place,
  type Status,
} from './features';

export const AUTO_ENABLE = ['NEW', 'ALL', 'NONE'] as const;
export type AutoEnable = (typeof AUTO_ENABLE)[number];

interface OrganizationSetting {
  readonly name: string;
  readonly value: AutoEnable;
}

export interface OrganizationFeature extends OrganizationSetting {
  readonly additional: readonly OrganizationSetting[];
}

/** The settings of a region's delegated administrator for the organization. Never changed in place. */
export interface OrganizationConfiguration {
  readonly autoEnable: AutoEnable;
  readonly features: readonly OrganizationFeature[];
}

/** The configuration right after delegation: nothing is enabled for any account. */
export function initialConfiguration(place: Place): OrganizationConfiguration {
  return {
    autoEnable: 'NONE',
    features: offered(place, true).map(({ name, additional }) => ({
      name,
      value: 'NONE',
      additional: additional.map((each) => ({ name: each, value: 'NONE' })),
    })),
  };
}

/** The configuration after changes; features that are not named keep their value. */
export function withChanges(
  configuration: OrganizationConfiguration,
  autoEnable: AutoEnable,
  changes: readonly FeatureChange<AutoEnable>[],
): OrganizationConfiguration {
  const features = configuration.features.map((feature) => {
    const change = changes.find(({ name }) => name === feature.name);
    if (!change) return feature;
    const additional = feature.additional.map((each) => ({
      name: each.name,
      value: change.additional.find(({ name }) => name === each.name)?.value ?? each.value,
    }));
    return { name: feature.name, value: change.value ?? feature.value, additional };
  });
  return { autoEnable, features };
}

/** Whether the configuration changes existing accounts. */
export function reachesExisting({ autoEnable, features }: OrganizationConfiguration): boolean {
  return autoEnable === 'ALL' || features.some(({ value, additional }) => [...additional, { value }].some(isAll));
}

const isAll = ({ value }: { readonly value: AutoEnable }): boolean => value === 'ALL';

/** The setting of a feature, or of one of its additional configurations. */
export function settingOf(
  configuration: OrganizationConfiguration,
  name: string,
  additional?: string,
): AutoEnable | undefined {
  const feature = configuration.features.find((each) => each.name === name);
  if (additional === undefined) return feature?.value;
  return feature?.additional.find((each) => each.name === additional)?.value;
}

/** The features of a detector that GuardDuty creates for the organization: those not set for new accounts are off. */
export function featuresForNew(configuration: OrganizationConfiguration, place: Place, now: number): FeatureSet {
  return newFeatures(place, now, (name, additional): Status => {
    const setting = settingOf(configuration, name, additional) ?? 'NONE';
    return setting === 'NONE' ? 'DISABLED' : 'ENABLED';
  });
}

/** The features of a detector after the organization's settings were applied; NONE changes nothing. */
export function applied(
  set: FeatureSet,
  configuration: OrganizationConfiguration,
  reaching: readonly AutoEnable[],
  now: number,
): FeatureSet {
  const on = ({ value }: { readonly value: AutoEnable }): Status | undefined =>
    reaching.includes(value) ? 'ENABLED' : undefined;
  const changes = configuration.features.map((feature) => ({
    name: feature.name,
    value: on(feature),
    additional: feature.additional.map((each) => ({ name: each.name, value: on(each) })),
  }));
  return changed(set, changes, now);
}
