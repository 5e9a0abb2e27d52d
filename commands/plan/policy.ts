// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders as permission sets have them
import type { PermissionSet } from '../../lambda/aws/permissions/permission-set';
import { type Desired, registrationOf } from '../../lambda/controllers/registry';
import { desiredInManagement, type Rollout } from '../../lib/rollout';
import { desiredIn } from '../../lib/rollout/detection';
import type { PlanOptions } from './options';
import { lookupRole } from './reach';

/** Permission sets that passes need and a plan does not. */
const NOT_PLANNED: ReadonlySet<string> = new Set(['OwnRules', 'ReadStack', 'ReadOrganizationForServices', 'LeaveMark']);

interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: PermissionSet['conditions'];
}

interface Document {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Statement[];
}

/** The policies of whoever runs `plan`, for the management account and for the administrator's role: only what it reads. */
export function policiesFor(
  rollout: Rollout,
  options: Pick<PlanOptions, 'administratorProfile' | 'administratorRole'>,
): { readonly management: Document; readonly administrator: Document } {
  const { managementAccount, administrator, partition } = rollout;
  const regional = rollout.detections.flatMap(desiredIn);
  const role = `arn:${partition}:iam::${administrator}:role/${options.administratorRole ?? lookupRole(rollout)}`;
  const own = [
    { sid: 'ListAccounts', actions: ['organizations:ListAccounts'], resources: ['*'] },
    ...(options.administratorProfile === undefined
      ? [{ sid: 'ReadAsAdministrator', actions: ['sts:AssumeRole'], resources: [role] }]
      : []),
  ];
  return {
    management: documentOf([...own, ...readsOf(desiredInManagement(rollout))], {
      partition,
      account: managementAccount,
    }),
    administrator: documentOf(readsOf(regional), { partition, account: administrator }),
  };
}

function readsOf(desired: readonly Desired[]): PermissionSet[] {
  return desired
    .flatMap((each) => {
      const { always, optional } = registrationOf(each).permissions;
      return [...always, ...optional(each)];
    })
    .filter(({ sid }) => !NOT_PLANNED.has(sid))
    .map((set) => ({ ...set, actions: set.actions.filter(isRead) }))
    .filter(({ actions }) => actions.length > 0);
}

function isRead(action: string): boolean {
  return /^[a-z0-9]+:(Get|List|Describe)/.test(action) || action === 'sts:AssumeRole';
}

/** One statement for each resource: what is granted for several regions or controllers is granted once. */
function documentOf(
  sets: readonly PermissionSet[],
  place: { readonly partition: string; readonly account: string },
): Document {
  const statements = new Map<string, Statement>();
  for (const { sid, actions, resources, conditions = {} } of sets) {
    const Resource = resources.map((resource) => placed(resource, place));
    const Condition = withoutRegions(conditions, place);
    const key = JSON.stringify([Resource, Condition]);
    const known = statements.get(key);
    statements.set(key, {
      Sid: known?.Sid ?? `${sid}${statements.size + 1}`,
      Effect: 'Allow',
      Action: [...new Set([...(known?.Action ?? []), ...actions])].sort(),
      Resource,
      ...(Object.keys(Condition).length > 0 && { Condition }),
    });
  }
  return { Version: '2012-10-17', Statement: [...statements.values()] };
}

/** A plan reads in every region. */
function withoutRegions(
  conditions: NonNullable<PermissionSet['conditions']>,
  place: { readonly partition: string; readonly account: string },
): NonNullable<PermissionSet['conditions']> {
  const kept = Object.entries(conditions).filter(([, keys]) => !JSON.stringify(keys).includes('${region}'));
  return JSON.parse(placed(JSON.stringify(Object.fromEntries(kept)), place)) as NonNullable<
    PermissionSet['conditions']
  >;
}

function placed(
  pattern: string,
  { partition, account }: { readonly partition: string; readonly account: string },
): string {
  return pattern.replaceAll('${partition}', partition).replaceAll('${account}', account).replaceAll('${region}', '*');
}
