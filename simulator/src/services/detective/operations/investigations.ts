import type {
  FilterCriteria,
  GetInvestigationCommandInput,
  GetInvestigationCommandOutput,
  InvestigationDetail,
  ListInvestigationsCommandInput,
  ListInvestigationsCommandOutput,
  SortCriteria,
  UpdateInvestigationStateCommandInput,
} from '@aws-sdk/client-detective';
import type { Operation } from '../../../contract/service';
import { pageOf } from '../../../kernel/page';
import { notFound, validation } from '../errors';
import { ownGraph, pageRequest } from '../graph';
import type { Investigation } from '../investigation-state';
import type { Graph } from '../state';

/** An investigation with its results so far. */
export const getInvestigation: Operation<GetInvestigationCommandInput, Partial<GetInvestigationCommandOutput>> = (
  input,
  call,
) => {
  const graph = ownGraph(call, input.GraphArn);
  const investigation = findInvestigation(graph, input.InvestigationId);
  const { from, to } = investigation.scope;
  return {
    GraphArn: graph.arn,
    ...detail(investigation),
    ScopeStartTime: new Date(from),
    ScopeEndTime: new Date(to),
  };
};

/** The graph's investigations; only active ones if no state is requested. */
export const listInvestigations: Operation<ListInvestigationsCommandInput, Partial<ListInvestigationsCommandOutput>> = (
  input,
  call,
) => {
  const graph = ownGraph(call, input.GraphArn);
  const sorted = inOrder([...graph.investigations.values()], input.SortCriteria);
  const wanted = (each: { investigation: Investigation }) => matches(each.investigation, input.FilterCriteria ?? {});
  const { items, nextToken } = pageOf(sorted, pageRequest(input, 100), wanted);
  return {
    InvestigationDetails: items.map(({ investigation }) => detail(investigation)),
    ...(nextToken && { NextToken: nextToken }),
  };
};

/** Archives an investigation, or makes it active again. */
export const updateInvestigationState: Operation<UpdateInvestigationStateCommandInput, object> = (input, call) => {
  const investigation = findInvestigation(ownGraph(call, input.GraphArn), input.InvestigationId);
  if (input.State !== 'ACTIVE' && input.State !== 'ARCHIVED') throw validation('State must be ACTIVE or ARCHIVED.');
  investigation.state = input.State;
  return {};
};

/** An investigation of a graph. @throws for a malformed or unknown id */
export function findInvestigation(graph: Graph, id: string | undefined): Investigation {
  if (!/^\d{21}$/.test(id ?? '')) throw validation('InvestigationId must have 21 digits.');
  const investigation = graph.investigations.get(id ?? '');
  if (!investigation) throw notFound();
  return investigation;
}

function detail({ id, entity, createdAt, status, severity, state }: Investigation): InvestigationDetail {
  return {
    InvestigationId: id,
    EntityArn: entity.arn,
    EntityType: entity.type,
    CreatedTime: new Date(createdAt),
    Status: status,
    ...(severity && { Severity: severity }),
    State: state,
  };
}

function matches({ entity, createdAt, status, severity, state }: Investigation, criteria: FilterCriteria): boolean {
  const { Severity, Status, State = { Value: 'ACTIVE' }, EntityArn, CreatedTime } = criteria;
  const { StartInclusive, EndInclusive } = CreatedTime ?? {};
  return (
    (!Severity || Severity.Value === severity) &&
    (!Status || Status.Value === status) &&
    State.Value === state &&
    (!EntityArn || EntityArn.Value === entity.arn) &&
    (!StartInclusive || createdAt >= StartInclusive.getTime()) &&
    (!EndInclusive || createdAt <= EndInclusive.getTime())
  );
}

const SEVERITIES = ['INFORMATIONAL', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL'];

const KEYS: Readonly<Record<string, (investigation: Investigation) => number>> = {
  CREATED_TIME: ({ position }) => position,
  SEVERITY: ({ severity }) => SEVERITIES.indexOf(severity ?? ''),
  STATUS: ({ status }) => ['RUNNING', 'SUCCESSFUL', 'FAILED'].indexOf(status),
};

/** Sorts by the requested field; by start if none is requested. */
function inOrder(all: readonly Investigation[], { Field = 'CREATED_TIME', SortOrder }: SortCriteria = {}) {
  const key = KEYS[Field];
  if (!key) throw validation(`SortCriteria.Field must be one of ${Object.keys(KEYS).join(', ')}.`);
  const sign = SortOrder === 'DESC' ? -1 : 1;
  return [...all]
    .sort((a, b) => sign * (key(a) - key(b) || a.position - b.position))
    .map((investigation, at) => ({ position: at + 1, investigation }));
}
