import type {
  CreateOrganizationalUnitCommandInput,
  CreateOrganizationalUnitCommandOutput,
  DeleteOrganizationalUnitCommandInput,
  UpdateOrganizationalUnitCommandInput,
  UpdateOrganizationalUnitCommandOutput,
} from '@aws-sdk/client-organizations';
import type { Operation } from '../../../contract/service';
import { ids } from '../../../kernel/ids';
import type { Organization, OrganizationalUnit } from '../../../organization/organization';
import { management } from '../callers';
import { constraintViolation, refused, unitNotFound } from '../errors';
import { knownParent } from '../ids';
import { unitShape } from '../shapes';
import { unitTags } from '../state';
import { tagsOf } from '../tags';

/** The most levels of organizational units below the root. */
const DEEPEST = 5;

export const createOrganizationalUnit: Operation<
  CreateOrganizationalUnitCommandInput,
  Partial<CreateOrganizationalUnitCommandOutput>
> = (input, call) => {
  const organization = management(call);
  const parent = knownParent(organization, input.ParentId);
  const name = input.Name ?? '';
  requireFree(organization, parent, name);
  if (depthOf(organization, parent) >= DEEPEST)
    throw constraintViolation(
      'OU_DEPTH_LIMIT_EXCEEDED',
      'You have exceeded the allowed depth of organizational units.',
    );
  const id = `ou-${organization.rootId.slice(2)}-${ids.hex(8)}`;
  const unit = { id, name, parent };
  organization.units.set(id, unit);
  if (input.Tags?.length) call.world.state.at(unitTags, call.accountId, call.region).set(id, tagsOf(input.Tags));
  return { OrganizationalUnit: unitShape(unit, call) };
};

/** Renames a unit. */
export const updateOrganizationalUnit: Operation<
  UpdateOrganizationalUnitCommandInput,
  Partial<UpdateOrganizationalUnitCommandOutput>
> = (input, call) => {
  const organization = management(call);
  const unit = knownUnit(organization, input.OrganizationalUnitId);
  if (input.Name !== undefined && input.Name !== unit.name) {
    requireFree(organization, unit.parent, input.Name);
    unit.name = input.Name;
  }
  return { OrganizationalUnit: unitShape(unit, call) };
};

/** Deletes an empty unit. */
export const deleteOrganizationalUnit: Operation<DeleteOrganizationalUnitCommandInput, object> = (input, call) => {
  const organization = management(call);
  const unit = knownUnit(organization, input.OrganizationalUnitId);
  const children = [...organization.members(), ...organization.units.values()].filter(
    ({ parent }) => parent === unit.id,
  );
  if (children.length > 0)
    throw refused(
      'OrganizationalUnitNotEmptyException',
      'You tried to delete an organizational unit that is not empty.',
    );
  organization.units.delete(unit.id);
  return {};
};

function knownUnit(organization: Organization, id: string | undefined): OrganizationalUnit {
  const unit = organization.units.get(id ?? '');
  if (!unit) throw unitNotFound();
  return unit;
}

function requireFree(organization: Organization, parent: string, name: string): void {
  if ([...organization.units.values()].some((unit) => unit.parent === parent && unit.name === name))
    throw refused('DuplicateOrganizationalUnitException', 'An OU with the same name already exists.');
}

function depthOf(organization: Organization, id: string): number {
  const parent = organization.units.get(id)?.parent;
  return parent === undefined ? 0 : 1 + depthOf(organization, parent);
}
