import type {
  CreateGraphCommandInput,
  CreateGraphCommandOutput,
  DeleteGraphCommandInput,
  DeleteGraphCommandOutput,
  ListGraphsCommandInput,
  ListGraphsCommandOutput,
} from '@aws-sdk/client-detective';
import type { Operation } from '../../../contract/service';
import { requireLinkedRole } from '../../iam/service-linked-roles';
import { dropGraph, ensureGraph, graphOf, ownGraph, pageRequest } from '../graph';

/** Enables Detective: "if the same account calls CreateGraph … it always returns the same behavior graph ARN". */
export const createGraph: Operation<CreateGraphCommandInput, Partial<CreateGraphCommandOutput>> = (input, call) => {
  const held = graphOf(call.world, call.accountId, call.region);
  if (!held) requireLinkedRole('detective.amazonaws.com', call);
  const graph = held ?? ensureGraph(call.world, call.accountId, call.region);
  if (!held && input.Tags) graph.tags = { ...input.Tags };
  return { GraphArn: graph.arn };
};

/** Graphs that the caller administers: one or none. */
export const listGraphs: Operation<ListGraphsCommandInput, Partial<ListGraphsCommandOutput>> = (input, call) => {
  pageRequest(input);
  const graph = graphOf(call.world, call.accountId, call.region);
  return { GraphList: graph ? [{ Arn: graph.arn, CreatedTime: new Date(graph.createdAt) }] : [] };
};

/** Disables the caller's graph and removes all its members. */
export const deleteGraph: Operation<DeleteGraphCommandInput, Partial<DeleteGraphCommandOutput>> = (input, call) => {
  dropGraph(call.world, ownGraph(call, input.GraphArn));
  return {};
};
