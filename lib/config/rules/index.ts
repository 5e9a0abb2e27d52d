import {
  administratorIsNotManagement,
  formerAdministratorAsksForExternalId,
  formerAdministratorIsAnother,
} from './accounts';
import { protectionIsKept, someAccountIsCovered, suppressionLeavesFindings } from './blinding';
import { detectiveIsOffered, detectiveRegionsAreGoverned, detectiveRegionsHaveEffect } from './detective';
import { policiesAreOffered, policiesHaveNames, policiesReachEveryAccount } from './enforcement';
import {
  existingExportIsOfItsOwner,
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
import { breakGlassIsInOneAccount } from './guardrails';
import {
  entityListsAreOffered,
  ipListsFitTheRole,
  listedRegionsAreGoverned,
  listNamesAreUnique,
  listsAreNotAppliedWhileObserving,
  listsFitTheQuota,
} from './lists';
import { outsideMembersAreSound, unmanagedAreNotListed } from './outside-members';
import {
  administratorIsCovered,
  namesAreWellFormed,
  overriddenRegionsAreGoverned,
  overridesAgree,
  overridesHaveEffect,
  priorityIsNotEmpty,
} from './overrides';
import {
  newNeedsTheOrganization,
  oneRuntimeMonitoringEach,
  overridingAdditionalNeedsItsPlan,
} from './overriding-plans';
import { additionalNeedsItsPlan, oneRuntimeMonitoring } from './protection-plans';
import { regionsExist } from './region-names';
import { exclusionsHaveEffect, homeRegionIsGoverned, regionsAreNamedOnce, someRegionIsGoverned } from './regions';
import type { Rule } from './rule';
import { outsideMembersFitTheResource, overridesFitTheResource } from './size';
import { criteriaAreAccepted } from './suppression-rules';
import { tagsAreAccepted } from './tags';
import { targetKindsAreOffered } from './target-kinds';

export type { Breach, Rule } from './rule';

/** Every rule; the order of the messages is that of the file. */
export const rules: readonly Rule[] = [
  administratorIsNotManagement,
  formerAdministratorIsAnother,
  formerAdministratorAsksForExternalId,
  breakGlassIsInOneAccount,
  regionsExist,
  regionsAreNamedOnce,
  someRegionIsGoverned,
  homeRegionIsGoverned,
  exclusionsHaveEffect,
  detectiveIsOffered,
  detectiveRegionsAreGoverned,
  detectiveRegionsHaveEffect,
  oneRuntimeMonitoring,
  additionalNeedsItsPlan,
  policiesAreOffered,
  policiesReachEveryAccount,
  policiesHaveNames,
  criteriaAreAccepted,
  suppressionLeavesFindings,
  someAccountIsCovered,
  protectionIsKept,
  listNamesAreUnique,
  listsFitTheQuota,
  listedRegionsAreGoverned,
  entityListsAreOffered,
  ipListsFitTheRole,
  listsAreNotAppliedWhileObserving,
  overridesHaveEffect,
  priorityIsNotEmpty,
  namesAreWellFormed,
  administratorIsCovered,
  overriddenRegionsAreGoverned,
  overridesAgree,
  newNeedsTheOrganization,
  oneRuntimeMonitoringEach,
  overridingAdditionalNeedsItsPlan,
  overridesFitTheResource,
  outsideMembersAreSound,
  unmanagedAreNotListed,
  outsideMembersFitTheResource,
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
  existingExportIsOfItsOwner,
  exportIsReached,
  exportedFindingsAge,
  lockedFindingsExpireLater,
  tagsAreAccepted,
];
