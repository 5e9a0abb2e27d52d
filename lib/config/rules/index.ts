import { administratorIsNotManagement, formerAdministratorIsAnother } from './accounts';
import { protectionIsKept, someAccountIsCovered, someFindingsAreLeft } from './blinding';
import { detectiveIsOffered, detectiveRegionsAreGoverned, detectiveRegionsMeanSomething } from './detective';
import {
  existingExportIsItsOwners,
  exportedFindingsAge,
  exportIsReached,
  exportKeyIsWithItsBucket,
  exportStaysInThePartition,
  lockedFindingsExpireLater,
} from './export';
import {
  findingsArrive,
  routedRegionsAreGoverned,
  routesAreReached,
  routesNameTargets,
  severitiesExist,
  targetsAreAtHome,
  targetsAreOfOneKind,
  timeZoneExists,
} from './findings';
import {
  entityListsAreOffered,
  ipListsFitTheRole,
  listedRegionsAreGoverned,
  listsFit,
  listsHaveNamesOfTheirOwn,
  nothingIsSetWhileObserving,
} from './lists';
import { outsideMembersAreSound, unmanagedAreNotListed } from './outside-members';
import {
  administratorIsCovered,
  namesAreWellFormed,
  overriddenRegionsAreGoverned,
  overridesAgree,
  overridesMeanSomething,
  priorityNamesSomebody,
} from './overrides';
import {
  newNeedsTheOrganization,
  oneRuntimeMonitoringEach,
  overridingAdditionalNeedsItsPlan,
} from './overriding-plans';
import { additionalNeedsItsPlan, oneRuntimeMonitoring } from './protection-plans';
import { regionsExist } from './region-names';
import { exclusionsExclude, homeRegionIsGoverned, namedOnce, someRegionIsGoverned } from './regions';
import type { Rule } from './rule';
import { outsideMembersAreCarried, overridesAreCarried } from './size';
import { criteriaAreAccepted } from './suppression-rules';
import { tagsAreAccepted } from './tags';
import { targetKindsAreOffered } from './target-kinds';

export type { Breach, Rule } from './rule';

/** Every rule; the order of the messages is that of the file. */
export const rules: readonly Rule[] = [
  administratorIsNotManagement,
  formerAdministratorIsAnother,
  regionsExist,
  namedOnce,
  someRegionIsGoverned,
  homeRegionIsGoverned,
  exclusionsExclude,
  detectiveIsOffered,
  detectiveRegionsAreGoverned,
  detectiveRegionsMeanSomething,
  oneRuntimeMonitoring,
  additionalNeedsItsPlan,
  criteriaAreAccepted,
  someFindingsAreLeft,
  someAccountIsCovered,
  protectionIsKept,
  listsHaveNamesOfTheirOwn,
  listsFit,
  listedRegionsAreGoverned,
  entityListsAreOffered,
  ipListsFitTheRole,
  nothingIsSetWhileObserving,
  overridesMeanSomething,
  priorityNamesSomebody,
  namesAreWellFormed,
  administratorIsCovered,
  overriddenRegionsAreGoverned,
  overridesAgree,
  newNeedsTheOrganization,
  oneRuntimeMonitoringEach,
  overridingAdditionalNeedsItsPlan,
  overridesAreCarried,
  outsideMembersAreSound,
  unmanagedAreNotListed,
  outsideMembersAreCarried,
  targetsAreOfOneKind,
  routesNameTargets,
  findingsArrive,
  routesAreReached,
  severitiesExist,
  routedRegionsAreGoverned,
  targetsAreAtHome,
  targetKindsAreOffered,
  timeZoneExists,
  exportKeyIsWithItsBucket,
  exportStaysInThePartition,
  existingExportIsItsOwners,
  exportIsReached,
  exportedFindingsAge,
  lockedFindingsExpireLater,
  tagsAreAccepted,
];
