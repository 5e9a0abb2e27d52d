import type { Features, Status } from '../../../aws/guardduty/features';
import type { Coverage } from '../../../reconcile/controller';
import { ascending } from '../../../reconcile/plan';
import type { GuardDutyDesired } from '../desired';
import type { GuardDutyObserved } from '../observe';
import { accountSettings } from './accounts';
import { featuresOf, type Settings } from './settings';
import { detectorTargets, differing, memberTargets } from './targets';

/**
 * The accounts to cover, and those of them that GuardDuty monitors with their desired features. All active accounts are to be
 * covered, except excluded ones, and non-members that the configuration does not enrol.
 */
export function coverage(desired: GuardDutyDesired, observed: GuardDutyObserved): Coverage {
  const { accounts, detector, members, memberFeatures } = observed;
  const settings = accountSettings(desired, observed);
  const targetsOf = targetsBySettings(detector?.features ?? {});
  const ownTargets = targetsOf(settings.administrator);
  const own = detector?.enabled && isMet(ownTargets, detector.features) ? [desired.administrator] : [];
  const enabled = new Set(members.filter(({ status }) => status === 'Enabled').map(({ account }) => account));
  const asked = accounts.filter((account) => {
    const { excluded, autoEnable } = settings.of(account);
    if (account.state !== 'ACTIVE' || account.id === desired.administrator || excluded.value) return false;
    return autoEnable.value !== 'NONE' || enabled.has(account.id);
  });
  const watched = asked.filter(
    (account) =>
      enabled.has(account.id) && isMet(memberTargets(targetsOf(settings.of(account))), memberFeatures.get(account.id)),
  );
  return { covered: [...own, ...watched.map(({ id }) => id)].sort(ascending), expected: asked.length + 1 };
}

function targetsBySettings(listed: Features<Status>): (settings: Settings) => Features<Status> {
  const known = new Map<Settings, Features<Status>>();
  return (settings) => {
    const targets = known.get(settings) ?? detectorTargets(featuresOf(settings), listed);
    known.set(settings, targets);
    return targets;
  };
}

function isMet(targets: Features<Status>, observed: Features<string> | undefined): boolean {
  return observed !== undefined && Object.keys(differing(targets, observed, 'DISABLED')).length === 0;
}
