import type {
  CreateFilterCommandInput,
  CreateFilterCommandOutput,
  DeleteFilterCommandInput,
  DeleteFilterCommandOutput,
  GetFilterCommandInput,
  GetFilterCommandOutput,
  ListFiltersCommandInput,
  ListFiltersCommandOutput,
  UpdateFilterCommandInput,
  UpdateFilterCommandOutput,
} from '@aws-sdk/client-guardduty';
import type { Call, Operation } from '../../../contract/service';
import { nextPosition, pageOf } from '../../../kernel/page';
import { badRequest, invalidParameter, membersCannotManage, noSuchResource, outOfRange } from '../errors';
import type { Filter } from '../filters';
import { isValid } from '../findings/criteria';
import { managing, ownDetector, pageRequest } from '../ownership';
import type { Detector } from '../state';

/** The most filters of one account in a region. */
const FILTER_LIMIT = 100;

/** Saves a filter; with the action ARCHIVE it suppresses new findings from now on. */
export const createFilter: Operation<CreateFilterCommandInput, Partial<CreateFilterCommandOutput>> = (input, call) => {
  const detector = writable(call, input.DetectorId);
  const name = input.Name ?? '';
  if (!/^[a-zA-Z0-9_.-]{3,64}$/.test(name) || !input.FindingCriteria?.Criterion) throw outOfRange();
  check(input);
  detector.filters ??= new Map();
  if (detector.filters.has(name))
    throw badRequest('The request is rejected because a filter with the given name already exists.');
  if (detector.filters.size >= FILTER_LIMIT)
    throw badRequest('The request is rejected because filter limit has exceeded.');
  const now = call.world.clock.now();
  detector.filters.set(name, {
    position: nextPosition(),
    name,
    description: input.Description,
    action: input.Action ?? 'NOOP',
    rank: input.Rank ?? 1,
    criteria: input.FindingCriteria,
    tags: { ...input.Tags },
    createdAt: now,
    updatedAt: now,
    version: 1,
  });
  return { Name: name };
};

/** A filter by name. */
export const getFilter: Operation<GetFilterCommandInput, Partial<GetFilterCommandOutput>> = (input, call) => {
  const filter = filterIn(ownDetector(call, input.DetectorId), input.FilterName);
  const { name, description, action, rank, criteria, tags, createdAt, updatedAt, version } = filter;
  return {
    Name: name,
    ...(description !== undefined && { Description: description }),
    Action: action,
    Rank: rank,
    FindingCriteria: criteria,
    Tags: { ...tags },
    CreatedAt: new Date(createdAt),
    UpdatedAt: new Date(updatedAt),
    Version: version,
  };
};

/** The names of the caller's filters. */
export const listFilters: Operation<ListFiltersCommandInput, Partial<ListFiltersCommandOutput>> = (input, call) => {
  const detector = ownDetector(call, input.DetectorId);
  const { items, nextToken } = pageOf(detector.filters?.values() ?? [], pageRequest(input));
  return { FilterNames: items.map(({ name }) => name), ...(nextToken && { NextToken: nextToken }) };
};

/** Changes the given members of a filter. */
export const updateFilter: Operation<UpdateFilterCommandInput, Partial<UpdateFilterCommandOutput>> = (input, call) => {
  const filter = filterIn(writable(call, input.DetectorId), input.FilterName);
  check(input);
  filter.description = input.Description ?? filter.description;
  filter.action = input.Action ?? filter.action;
  filter.rank = input.Rank ?? filter.rank;
  filter.criteria = input.FindingCriteria ?? filter.criteria;
  filter.updatedAt = call.world.clock.now();
  filter.version += 1;
  return { Name: filter.name };
};

/** Deletes a filter. */
export const deleteFilter: Operation<DeleteFilterCommandInput, Partial<DeleteFilterCommandOutput>> = (input, call) => {
  const detector = writable(call, input.DetectorId);
  detector.filters?.delete(filterIn(detector, input.FilterName).name);
  return {};
};

/** The detector whose filters a call may change. They belong to the administrator: a member cannot change its own. */
function writable(call: Call, detectorId: string | undefined): Detector {
  const detector = ownDetector(call, detectorId);
  if (managing(detector)) throw membersCannotManage();
  return detector;
}

function filterIn(detector: Detector, name: string | undefined): Filter {
  const filter = detector.filters?.get(name ?? '');
  if (!filter) throw noSuchResource();
  return filter;
}

type Checked = Pick<CreateFilterCommandInput, 'Action' | 'Rank' | 'Description' | 'FindingCriteria'>;

function check({ Action, Rank, Description = '', FindingCriteria }: Partial<Checked>): void {
  const valid =
    (Action === undefined || Action === 'NOOP' || Action === 'ARCHIVE') &&
    (Rank === undefined || (Number.isInteger(Rank) && Rank >= 1 && Rank <= 100));
  if (!valid) throw outOfRange();
  if (Description.length > 512 || !/^[a-zA-Z0-9\-.:_{}[\]()/\s]*$/.test(Description))
    throw invalidParameter('description');
  if (FindingCriteria && !isValid(FindingCriteria)) throw invalidParameter('findingCriteria');
}
