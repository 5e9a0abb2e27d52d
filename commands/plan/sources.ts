import type { ServiceName } from '../../lambda/controllers/registry';
import type { Action } from '../../lambda/reconcile/plan';
import type { Value } from '../../lambda/reconcile/value';
import type { Config } from '../../lib/config';
import { type Path, written } from '../../lib/config/issue';

/** The places in the configuration that decide a value, each with its line. */
export function sourcesOf(
  config: Pick<Config, 'lineOf'>,
  service: ServiceName,
  action: Action,
  value: Value,
): { path: string; line?: number }[] {
  return pathsOf(service, action, value).map((path) => {
    const line = config.lineOf(path);
    return { path: written(path), ...(line !== undefined && { line }) };
  });
}

function pathsOf(service: ServiceName, { type }: Action, { name, by = [] }: Value): Path[] {
  switch (service) {
    case 'delegation':
      // it has its desired plans as a member, once the administrator enrols it
      if (isFeature(name)) return [];
      return [
        [
          'organization',
          type.includes('Former') || type.startsWith('Retire') ? 'migrateFrom' : 'delegatedAdministrator',
        ],
      ];
    case 'guardduty':
      return ofGuardDuty(name, by);
    case 'detective':
      if (type === 'UpdateDatasourcePackages') return [['detective', 'dataSourcePackages']];
      return [['detective', type === 'UpdateOrganizationConfiguration' ? 'autoEnable' : 'enabled']];
    case 'invitations':
      return [['outsideMembers']];
    case 'policies':
      return [['guardDuty', 'enforcedBy']];
    case 'directory':
      return [];
    default:
      return service satisfies never;
  }
}

const OF_EXPORT: ReadonlySet<string> = new Set(['destination', 'key', 'owner', 'folder']);

function ofGuardDuty(name: string, by: readonly string[]): Path[] {
  const [feature = ''] = name.split('.');
  if (by.length > 0)
    return by.map((path) => ['overrides', Number(/\d+/.exec(path)?.[0]), 'guardDuty', 'protectionPlans', feature]);
  if (OF_EXPORT.has(name)) return [['findings', 'export']];
  if (name === 'frequency') return [['guardDuty', 'findingPublishingFrequency']];
  if (feature === 'AI_ANALYST') return [['guardDuty', 'aiAnalyst']];
  if (isFeature(feature)) return [['guardDuty', 'protectionPlans', feature]];
  return [['guardDuty', 'autoEnable']];
}

/** Whether a value is one of a feature, by AWS's name. */
function isFeature(name: string): boolean {
  return /^[A-Z0-9_.]+$/.test(name);
}
