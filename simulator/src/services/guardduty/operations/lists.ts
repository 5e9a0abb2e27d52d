import type {
  CreateTrustedEntitySetCommandInput,
  GetTrustedEntitySetCommandOutput,
  UpdateTrustedEntitySetCommandInput,
} from '@aws-sdk/client-guardduty';
import type { Call, Operation } from '../../../contract/service';
import { ids } from '../../../kernel/ids';
import { nextPosition, pageOf } from '../../../kernel/page';
import {
  invalidParameter,
  listExists,
  listIsBusy,
  listLimitExceeded,
  membersCannotManage,
  noSuchResource,
} from '../errors';
import { activate, deactivate, forget } from '../lists/activation';
import { FORMATS, KINDS, LIST_KINDS, type List, type ListKind } from '../lists/list';
import { locationIn } from '../lists/location';
import { detectorOf, isAccountId, managing, ownDetector, pageRequest } from '../ownership';
import type { Detector } from '../state';

/** An input with a list's id, whose member has a different name in each of the four kinds. */
interface Named {
  readonly DetectorId?: string;
  readonly [member: string]: unknown;
}
type Created = Omit<CreateTrustedEntitySetCommandInput, 'Format'> & { readonly Format: string | undefined };
type Changes = Omit<UpdateTrustedEntitySetCommandInput, 'DetectorId' | 'TrustedEntitySetId'>;
type Paged = Named & { readonly MaxResults?: number; readonly NextToken?: string };
type Shown = Omit<GetTrustedEntitySetCommandOutput, '$metadata' | 'Format'> & { readonly Format: string };

/** The operations on one kind of list: trusted or malicious addresses, or addresses and domains. */
function listOperations(kind: ListKind): Readonly<Record<string, Operation>> {
  const { idMember } = KINDS[kind];
  return {
    [`Create${kind}`]: async (input: Created, call) => ({ [idMember]: (await create(kind, input, call)).id }),
    [`Get${kind}`]: (input: Named, call) => shown(listIn(readable(call, input.DetectorId), kind, input[idMember])),
    [`Update${kind}`]: (input: Named & Changes, call) =>
      update(listIn(writable(call, input.DetectorId), kind, input[idMember]), input, call),
    [`Delete${kind}`]: (input: Named, call) =>
      remove(listIn(writable(call, input.DetectorId), kind, input[idMember]), call),
    [`List${kind}s`]: (input: Paged, call) => {
      const lists = listsOf(readable(call, input.DetectorId), kind);
      const { items, nextToken } = pageOf(lists, pageRequest(input));
      return { [`${idMember}s`]: items.map(({ id }) => id), ...(nextToken && { NextToken: nextToken }) };
    },
  } satisfies Record<string, Operation<never>> as Record<string, Operation>;
}

/** The operations on IP sets, threat intel sets, trusted and threat entity sets. */
export const lists: Readonly<Record<string, Operation>> = Object.assign({}, ...LIST_KINDS.map(listOperations));

async function create(kind: ListKind, input: Created, call: Call): Promise<List> {
  const detector = writable(call, input.DetectorId);
  const { limit, entities } = KINDS[kind];
  check(kind, input);
  if (!FORMATS.includes(input.Format ?? '')) throw invalidParameter('format');
  if (typeof input.Activate !== 'boolean') throw invalidParameter('activate');
  const others = listsOf(detector, kind);
  if (!entities && others.some(({ name }) => name === input.Name)) throw listExists(kind);
  if (others.length >= limit) throw listLimitExceeded(kind);
  const now = call.world.clock.now();
  const list: List = {
    position: nextPosition(),
    id: ids.hex(32),
    kind,
    format: input.Format ?? '',
    createdAt: now,
    updatedAt: now,
    name: input.Name ?? '',
    location: input.Location ?? '',
    expectedBucketOwner: input.ExpectedBucketOwner,
    status: 'INACTIVE',
    entries: undefined,
    errorDetails: undefined,
    tags: { ...input.Tags },
  };
  if (input.Activate) await activate(list, call);
  detector.lists ??= new Map();
  detector.lists.set(list.id, list);
  return list;
}

/** Updates a list; without `Activate` an active list keeps the entries that were read before. */
async function update(list: List, input: Changes, call: Call): Promise<object> {
  settled(list);
  const { name, location, expectedBucketOwner } = list;
  const changed = { Name: name, Location: location, ExpectedBucketOwner: expectedBucketOwner, ...given(input) };
  check(list.kind, changed);
  list.location = changed.Location;
  list.expectedBucketOwner = changed.ExpectedBucketOwner;
  try {
    if (input.Activate) await activate(list, call);
    else if (input.Activate === false && list.status !== 'INACTIVE') deactivate(list, call);
  } catch (error) {
    Object.assign(list, { location, expectedBucketOwner });
    throw error;
  }
  list.name = changed.Name;
  list.updatedAt = call.world.clock.now();
  return {};
}

function remove(list: List, call: Call): object {
  settled(list);
  forget(list, call);
  return {};
}

function shown({ kind, name, format, location, status, tags, ...more }: List): Partial<Shown> {
  const { expectedBucketOwner, createdAt, updatedAt, errorDetails } = more;
  return {
    Name: name,
    Format: format,
    Location: location,
    Status: status,
    Tags: { ...tags },
    ...(expectedBucketOwner !== undefined && { ExpectedBucketOwner: expectedBucketOwner }),
    ...(KINDS[kind].entities && {
      CreatedAt: new Date(createdAt),
      UpdatedAt: new Date(updatedAt),
      ...(errorDetails !== undefined && { ErrorDetails: errorDetails }),
    }),
  };
}

type Checked = Pick<Changes, 'Name' | 'Location' | 'ExpectedBucketOwner'>;

function check(kind: ListKind, { Name = '', Location = '', ExpectedBucketOwner }: Checked): void {
  const allowed = KINDS[kind].entities ? /^[\w-]{1,300}$/ : /^[\w\s-]{1,300}$/;
  if (!allowed.test(Name)) throw invalidParameter('name');
  if (Location.length > 300 || !locationIn(Location)) throw invalidParameter('location');
  if (ExpectedBucketOwner !== undefined && !isAccountId(ExpectedBucketOwner))
    throw invalidParameter('expectedBucketOwner');
}

/** The changes in a request. */
function given({ Name, Location, ExpectedBucketOwner }: Changes) {
  return {
    ...(Name !== undefined && { Name }),
    ...(Location !== undefined && { Location }),
    ...(ExpectedBucketOwner !== undefined && { ExpectedBucketOwner }),
  };
}

function settled({ status }: List): void {
  if (status === 'ACTIVATING' || status === 'DEACTIVATING' || status === 'DELETE_PENDING') throw listIsBusy(status);
  if (status === 'DELETED') throw noSuchResource();
}

function listsOf({ lists: all }: Detector, kind: ListKind): List[] {
  return [...(all?.values() ?? [])].filter((list) => list.kind === kind && list.status !== 'DELETED');
}

function listIn(detector: Detector, kind: ListKind, id: unknown): List {
  const list = detector.lists?.get(String(id));
  if (list?.kind !== kind) throw noSuchResource();
  return list;
}

/** "If you use this operation from a member account, the … associated with the administrator account are returned." */
function readable(call: Call, detectorId: string | undefined): Detector {
  const detector = ownDetector(call, detectorId);
  const administrator = managing(detector)?.administratorId;
  return (administrator && detectorOf(call.world, administrator, call.region)) || detector;
}

function writable(call: Call, detectorId: string | undefined): Detector {
  const detector = ownDetector(call, detectorId);
  if (managing(detector)) throw membersCannotManage();
  return detector;
}
