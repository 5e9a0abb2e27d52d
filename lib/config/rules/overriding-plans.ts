import type { Breach, Rule } from './rule';

/** An override cannot be NEW if the organization is NONE: AWS sets new accounts only by the organization's value. */
export const newNeedsTheOrganization: Rule = ({ guardDuty, overrides = [] }) =>
  overrides.flatMap(({ guardDuty: own }, index) => {
    const path = ['overrides', index, 'guardDuty', 'protectionPlans'];
    return Object.entries(own.protectionPlans).flatMap(([name, plan]): Breach[] => {
      const usual = Object.entries(guardDuty?.protectionPlans ?? {}).find(([each]) => each === name)?.[1];
      if (plan?.autoEnable !== 'NEW' || usual?.autoEnable !== 'NONE') return [];
      const message = `does nothing: ${name} is NONE for the organization, and AWS sets new accounts only by that`;
      return [{ level: 'error', path: [...path, name], message, allowed: ['ALL', 'NONE'] }];
    });
  });

/** AWS refuses both kinds of runtime monitoring in one detector, also if one is from the override and one from the organization. */
export const oneRuntimeMonitoringEach: Rule = ({ guardDuty, overrides = [] }) => {
  const usual = guardDuty?.protectionPlans;
  if (!usual) return [];
  return overrides.flatMap(({ guardDuty: own }, index): Breach[] => {
    const { RUNTIME_MONITORING: runtime, EKS_RUNTIME_MONITORING: legacy } = own.protectionPlans;
    if (!runtime && !legacy) return [];
    const both = [runtime ?? usual.RUNTIME_MONITORING, legacy ?? usual.EKS_RUNTIME_MONITORING];
    if (both.some(({ autoEnable }) => autoEnable === 'NONE')) return [];
    const name = legacy ? 'EKS_RUNTIME_MONITORING' : 'RUNTIME_MONITORING';
    const message = 'AWS refuses RUNTIME_MONITORING and EKS_RUNTIME_MONITORING together: one of them must be NONE here';
    return [{ level: 'error', path: ['overrides', index, 'guardDuty', 'protectionPlans', name], message }];
  });
};

/** AWS accepts an additional configuration without its plan, and silently does nothing. */
export const overridingAdditionalNeedsItsPlan: Rule = ({ overrides = [] }) =>
  overrides.flatMap(({ guardDuty }, index) =>
    Object.entries(guardDuty.protectionPlans).flatMap(([plan, value]) => {
      if (value?.autoEnable !== 'NONE') return [];
      return Object.entries(value.additional).flatMap(([name, setting]): Breach[] => {
        const path = ['overrides', index, 'guardDuty', 'protectionPlans', plan, 'additional', name];
        const message = `does nothing while ${plan} is NONE`;
        return setting === 'NONE' ? [] : [{ level: 'error', path, message, allowed: ['NONE'] }];
      });
    }),
  );
