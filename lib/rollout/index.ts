/** From the configuration to the desired state of each service in each region: pure, and the only place that iterates over regions. */
import { DETECTIVE, GUARDDUTY, MALWARE_PROTECTION } from '../../lambda/aws/permissions/permission-set';
import type { DelegationDesired } from '../../lambda/controllers/delegation/desired';
import type { DetectiveDesired } from '../../lambda/controllers/detective/desired';
import { type DirectoryDesired, listingBucket, type SharedListing } from '../../lambda/controllers/directory/desired';
import type { GuardDutyDesired } from '../../lambda/controllers/guardduty/desired';
import type { PoliciesDesired } from '../../lambda/controllers/policies/desired';
import type { Desired } from '../../lambda/controllers/registry';
import { namedUnits } from '../../lambda/overrides/desired';
import { type GovernedRegion, governedRegions, offeredIn } from '../config/governed-regions';
import type { Partition, RolloutFile } from '../config/schema';
import type { Place } from '../names';
import { needsOptIn, offersAiAnalyst, partitionFacts, regionsOf } from '../regions';
import { type Detection, desiredIn } from './detection';
import { exportDesired, type OwnExport, ownExport } from './export';
import { type ListingTimes, listingTimes, longestSilence } from './listing';
import { namesOfRulesAndLists, rulesAndListsIn } from './lists';
import { invitationsIn } from './outside-members';
import { detectiveOverrides, detectivePriority, guardDutyOverrides } from './overrides';
import { rulesAtHome, rulesOfManagement, rulesOfRegion } from './own-rules';
import { settingsOf } from './policies';
import { type FindingRoutes, findingRoutes } from './routes';

/** Everything the stacks need, independent of how the configuration was written. */
export interface Rollout {
  readonly partition: Partition;
  readonly homeRegion: string;
  /** where Organizations sends its events */
  readonly globalRegion: string;
  readonly organizationId: string | undefined;
  readonly managementAccount: string;
  readonly administrator: string;
  readonly delegation: DelegationDesired;
  /** undefined where the loop alone enforces */
  readonly policies: PoliciesDesired | undefined;
  readonly directory: DirectoryDesired;
  /** when the accounts are listed for all regions */
  readonly listing: ListingTimes;
  readonly detections: readonly Detection[];
  /** which targets receive which findings */
  readonly findings: FindingRoutes;
  /** the bucket to create for all findings; undefined if there is none */
  readonly export: OwnExport | undefined;
  /** schedule expression of the repair, in UTC */
  readonly schedule: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly onRemoval: RolloutFile['onRemoval'];
  /** whether CloudFormation refuses to delete the hub */
  readonly protectHub: boolean;
}

/** The desired states of the whole rollout, with the regions sorted by name. */
export function rollout(config: RolloutFile): Rollout {
  const regions = governedRegions(config);
  const detections = regions.map((region) => detection(config, region));
  return {
    partition: config.partition,
    homeRegion: config.homeRegion,
    globalRegion: partitionFacts(config.partition).globalRegion,
    organizationId: config.organization.id,
    managementAccount: config.organization.managementAccount,
    administrator: config.organization.delegatedAdministrator,
    delegation: delegation(config, regions),
    policies: policies(config, detections),
    directory: directory(config, detections),
    listing: listingTimes(config.schedule),
    detections,
    findings: findingRoutes(config, detections),
    export: ownExport(config),
    schedule: config.schedule,
    tags: config.tags,
    onRemoval: config.onRemoval,
    protectHub: config.findings.terminationProtection,
  };
}

/** The desired states of the management account's controllers. */
export function desiredInManagement({ delegation, policies }: Pick<Rollout, 'delegation' | 'policies'>): Desired[] {
  return [delegation, ...(policies ? [policies] : [])];
}

function parties(config: RolloutFile) {
  return {
    partition: config.partition,
    managementAccount: config.organization.managementAccount,
    administrator: config.organization.delegatedAdministrator,
    mode: config.mode,
    guard: config.guard,
    strict: config.strict,
    onRemoval: config.onRemoval,
  };
}

function hub({ partition, organization, homeRegion: region }: RolloutFile): Place {
  return { partition, account: organization.delegatedAdministrator, region };
}

function delegation(config: RolloutFile, regions: readonly GovernedRegion[]): DelegationDesired {
  const plans = [config.guardDuty, ...config.overrides.map(({ guardDuty }) => guardDuty)];
  const malware = plans.some(
    ({ protectionPlans }) => (protectionPlans.EBS_MALWARE_PROTECTION?.autoEnable ?? 'NONE') !== 'NONE',
  );
  return {
    service: 'delegation',
    ...parties(config),
    homeRegion: config.homeRegion,
    eventsRegion: partitionFacts(config.partition).globalRegion,
    trustedServices: [
      GUARDDUTY,
      // without its own trusted access, its features fail in members
      ...(malware ? [MALWARE_PROTECTION] : []),
      ...(config.detective.enabled ? [DETECTIVE] : []),
    ],
    regions: regions.map(({ name, detective }) => ({ region: name, detective })),
    ungoverned: regionsOf(config.partition)
      .filter(({ name, guardDuty }) => guardDuty && !regions.some((region) => region.name === name))
      .map(({ name }) => name),
    destroyGraphs: config.detective.destroyGraphs,
    ownRules: rulesOfManagement(hub(config), partitionFacts(config.partition).globalRegion === config.homeRegion),
    ...(config.organization.migrateFrom && { migrateFrom: config.organization.migrateFrom }),
  };
}

function policies(config: RolloutFile, detections: readonly Detection[]): PoliciesDesired | undefined {
  if (config.guardDuty.enforcedBy === 'loop') return undefined;
  return {
    service: 'policies',
    ...parties(config),
    homeRegion: config.homeRegion,
    settings: settingsOf(detections.map(({ guardDuty }) => guardDuty)),
    tags: { ...config.tags, 'managed-by': 'muster' },
  };
}

/** The directory always enforces and always removes its listing with the stack: the listing is not detection. */
function directory(config: RolloutFile, detections: readonly Detection[]): DirectoryDesired {
  const { region, bucket } = listing(config);
  return {
    service: 'directory',
    ...parties(config),
    mode: 'enforce',
    ...(config.mode === 'observe' && { beforeDelegation: true }),
    strict: false,
    onRemoval: 'disable',
    region,
    bucket,
    units: namedUnits([...config.overrides.map(({ match }) => match), ...config.detective.priority]).sort(),
    passes: {
      maxSilenceMinutes: longestSilence(config.schedule),
      in: detections.map((each) => ({
        region: each.region,
        services: desiredIn(each).map(({ service }) => service),
      })),
    },
    ownRules: rulesAtHome(hub(config)),
  };
}

function listing({ organization, homeRegion: region, schedule }: RolloutFile): SharedListing {
  const bucket = listingBucket({ account: organization.delegatedAdministrator, region });
  return { region, bucket, maxAgeMinutes: listingTimes(schedule).maxAgeMinutes };
}

function detection(config: RolloutFile, region: GovernedRegion): Detection {
  const detective = region.detective ? { detective: detectiveDesired(config, region) } : {};
  const note = {
    detectiveAbsence: region.detectiveAbsence,
    ...(region.detectiveNote !== undefined && { detectiveNote: region.detectiveNote }),
  };
  const guardDuty = guardDutyDesired(config, region);
  const outside = invitationsIn(config, region);
  const shared = rulesAndListsIn(config, region.name);
  return {
    region: region.name,
    optIn: region.known?.optIn,
    guardDuty,
    ...(shared && { rulesAndLists: shared }),
    ...detective,
    ...(outside && {
      invitations: {
        service: 'invitations' as const,
        ...parties(config),
        listing: listing(config),
        region: region.name,
        ...outside,
      },
    }),
    ...note,
    notes: notes(config, region),
  };
}

function guardDutyDesired(config: RolloutFile, region: GovernedRegion): GuardDutyDesired {
  const { autoEnable, findingPublishingFrequency, protectionPlans, aiAnalyst } = config.guardDuty;
  const plans = offeredIn(region, protectionPlans);
  const exported = exportDesired(config);
  const rulesAndLists = namesOfRulesAndLists(config, region.name);
  const analyst = { autoEnable: aiAnalyst ? ('ALL' as const) : ('NONE' as const), additional: {} };
  return {
    service: 'guardduty',
    ...parties(config),
    listing: listing(config),
    region: region.name,
    autoEnable,
    findingPublishingFrequency,
    // every plan by name, those that are off too: AWS enables some of them automatically in a new detector
    plans: { ...plans, ...(offersAiAnalyst(region.name) && { AI_ANALYST: analyst }) },
    overrides: guardDutyOverrides(config, region),
    ...(config.guardDuty.enforcedBy === 'policy' && { enforcedBy: 'policy' as const }),
    suspendMembers: config.guardDuty.suspendMembers,
    ...(exported && { export: exported }),
    ...(rulesAndLists && { rulesAndLists }),
    ownRules: rulesOfRegion(hub(config), region.name),
  };
}

function detectiveDesired(config: RolloutFile, { name: region }: GovernedRegion): DetectiveDesired {
  const { autoEnable, dataSourcePackages } = config.detective;
  return {
    service: 'detective',
    ...parties(config),
    listing: listing(config),
    region,
    ...(needsOptIn(region) && { optIn: true }),
    autoEnable,
    dataSourcePackages,
    overrides: detectiveOverrides(config, region),
    priority: detectivePriority(config),
    destroyGraph: config.detective.destroyGraphs,
  };
}

function notes({ guardDuty }: RolloutFile, region: GovernedRegion): string[] {
  const { name, known, plansNotOffered } = region;
  if (!known) return [`${name} is not in the region catalogue: its services are not known`];
  return [
    ...(known.optIn ? [`${name} is an opt-in region: accounts that have not enabled it cannot be covered there`] : []),
    ...(guardDuty.aiAnalyst && !offersAiAnalyst(name) ? [`GuardDuty does not offer AI_ANALYST in ${name}`] : []),
    ...plansNotOffered.map((plan) => `GuardDuty does not offer ${plan} in ${name}`),
  ];
}
