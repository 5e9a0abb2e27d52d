import type {
  DescribeOrganizationalUnitCommandInput,
  DescribeOrganizationalUnitCommandOutput,
  ListChildrenCommandInput,
  ListChildrenCommandOutput,
  ListOrganizationalUnitsForParentCommandInput,
  ListOrganizationalUnitsForParentCommandOutput,
  ListParentsCommandInput,
  ListParentsCommandOutput,
  ListRootsCommandInput,
  ListRootsCommandOutput,
} from '@aws-sdk/client-organizations';
import type { Operation } from '../../../contract/service';
import { reader } from '../callers';
import { childNotFound, invalidInput, unitNotFound } from '../errors';
import { badPattern, knownParent } from '../ids';
import { pageOf } from '../page';
import { rootShape, unitShape } from '../shapes';

export const listRoots: Operation<ListRootsCommandInput, Partial<ListRootsCommandOutput>> = (input, call) => {
  reader(call);
  const { items, ...next } = pageOf([rootShape(call)], input);
  return { Roots: [...items], ...next };
};

/** The organizational units directly below a root or unit. */
export const listOrganizationalUnitsForParent: Operation<
  ListOrganizationalUnitsForParentCommandInput,
  Partial<ListOrganizationalUnitsForParentCommandOutput>
> = (input, call) => {
  const organization = reader(call);
  const parent = knownParent(organization, input.ParentId);
  const below = [...organization.units.values()].filter((unit) => unit.parent === parent);
  const { items, ...next } = pageOf(below, input);
  return { OrganizationalUnits: items.map((unit) => unitShape(unit, call)), ...next };
};

export const describeOrganizationalUnit: Operation<
  DescribeOrganizationalUnitCommandInput,
  Partial<DescribeOrganizationalUnitCommandOutput>
> = (input, call) => {
  const organization = reader(call);
  if (!/^ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}$/.test(input.OrganizationalUnitId ?? '')) throw badPattern();
  const unit = organization.units.get(input.OrganizationalUnitId ?? '');
  if (!unit) throw unitNotFound();
  return { OrganizationalUnit: unitShape(unit, call) };
};

/** The ids of the accounts or units directly below a parent. */
export const listChildren: Operation<ListChildrenCommandInput, Partial<ListChildrenCommandOutput>> = (input, call) => {
  const organization = reader(call);
  const parent = knownParent(organization, input.ParentId);
  const type = input.ChildType;
  if (type !== 'ACCOUNT' && type !== 'ORGANIZATIONAL_UNIT')
    throw invalidInput('INVALID_ENUM', 'You specified an invalid value.');
  const children = type === 'ACCOUNT' ? organization.members() : [...organization.units.values()];
  const { items, ...next } = pageOf(
    children.filter((child) => child.parent === parent),
    input,
  );
  return { Children: items.map(({ id }) => ({ Id: id, Type: type })), ...next };
};

/** The parent of an account or unit: AWS answers with a list that holds one. */
export const listParents: Operation<ListParentsCommandInput, Partial<ListParentsCommandOutput>> = (input, call) => {
  const organization = reader(call);
  const child = input.ChildId ?? '';
  if (!/^(\d{12}|ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$/.test(child)) throw badPattern();
  const parent = organization.accounts.get(child)?.parent ?? organization.units.get(child)?.parent;
  if (parent === undefined) throw childNotFound();
  return { Parents: [{ Id: parent, Type: parent === organization.rootId ? 'ROOT' : 'ORGANIZATIONAL_UNIT' }] };
};
