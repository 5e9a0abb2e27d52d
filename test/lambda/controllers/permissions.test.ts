import type { PermissionSet } from '../../../lambda/aws/permissions/permission-set';
import { registry } from '../../../lambda/controllers/registry';

const sets = Object.values(registry).flatMap(({ permissions: { always } }) => always);

test.each(sets.map((set) => [set.sid, set] as const))('%s gives a reason for every wildcard resource', (_, set) => {
  const wide = set.resources.some((resource) => resource.includes('*'));
  expect(!wide || (set.reason ?? '').length > 0).toBe(true);
});

test('no action is granted by wildcard, and none that reduces coverage', () => {
  // a failed invitation has to be deleted before the next one, and AWS has no other call for it
  const invitations: readonly PermissionSet[] = registry.invitations.permissions.always;
  // the listing of accounts belongs to the rollout, and is deleted with its stack
  const directory: readonly PermissionSet[] = registry.directory.permissions.always;
  const actions = sets.flatMap((set) =>
    set.actions.filter(
      (action) =>
        !(invitations.includes(set) && action.endsWith(':DeleteMembers')) &&
        !(directory.includes(set) && action === 's3:DeleteObjectVersion'),
    ),
  );
  expect(actions.filter((action) => /\*|Delete|Disable|Disassociate|Stop|Deregister/.test(action))).toEqual([]);
});

test('trusted access, registration and service-linked roles are granted only for the services of the rollout', () => {
  const guarded = sets.filter(({ actions }) =>
    actions.some((action) =>
      /EnableAWSServiceAccess|RegisterDelegatedAdministrator|CreateServiceLinkedRole/.test(action),
    ),
  );
  const services = guarded.flatMap(({ conditions }) => Object.values(conditions?.StringEquals ?? {}).flat());
  expect([...new Set(services)].sort()).toEqual([
    'detective.amazonaws.com',
    'guardduty.amazonaws.com',
    'malware-protection.guardduty.amazonaws.com',
  ]);
  expect(guarded.every(({ conditions }) => conditions !== undefined)).toBe(true);
});
