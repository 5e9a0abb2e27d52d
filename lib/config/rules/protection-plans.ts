import type { Breach, Rule } from './rule';

const PATH = ['guardDuty', 'protectionPlans'] as const;

/** AWS refuses both in one request: Runtime Monitoring already covers EKS. */
export const oneRuntimeMonitoring: Rule = ({ guardDuty }) => {
  const plans = guardDuty?.protectionPlans;
  if (!plans || plans.RUNTIME_MONITORING.autoEnable === 'NONE' || plans.EKS_RUNTIME_MONITORING.autoEnable === 'NONE') {
    return [];
  }
  const message = 'AWS refuses it together with RUNTIME_MONITORING, which covers EKS, too';
  return [{ level: 'error', path: [...PATH, 'EKS_RUNTIME_MONITORING', 'autoEnable'], message, allowed: ['NONE'] }];
};

/** AWS accepts an additional configuration without its plan, and silently does nothing. */
export const additionalNeedsItsPlan: Rule = ({ guardDuty }) =>
  Object.entries(guardDuty?.protectionPlans ?? {}).flatMap(([plan, { autoEnable, additional }]) =>
    Object.entries(additional).flatMap(([name, setting]): Breach[] => {
      const path = [...PATH, plan, 'additional', name];
      if (autoEnable === 'NONE' && setting !== 'NONE') {
        return [{ level: 'error', path, message: `does nothing while ${plan} is NONE`, allowed: ['NONE'] }];
      }
      if (autoEnable !== 'NEW' || setting !== 'ALL') return [];
      return [{ level: 'warning', path, message: `does nothing in existing accounts while ${plan} is NEW` }];
    }),
  );
