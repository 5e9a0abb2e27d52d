import {
  IndicatorType,
  type ListIndicatorsCommandInput,
  type ListIndicatorsCommandOutput,
} from '@aws-sdk/client-detective';
import type { Operation } from '../../../contract/service';
import { pageOf } from '../../../kernel/page';
import { validation } from '../errors';
import { ownGraph, pageRequest } from '../graph';
import { findInvestigation } from './investigations';

const TYPES: readonly string[] = Object.values(IndicatorType);

/** The indicators of an investigation, only of the requested type if there is one; none while it runs. */
export const listIndicators: Operation<ListIndicatorsCommandInput, Partial<ListIndicatorsCommandOutput>> = (
  input,
  call,
) => {
  const graph = ownGraph(call, input.GraphArn);
  const { id, indicators } = findInvestigation(graph, input.InvestigationId);
  const type = input.IndicatorType;
  if (type !== undefined && !TYPES.includes(type))
    throw validation(`IndicatorType must be one of ${TYPES.join(', ')}.`);
  const all = indicators.map((indicator, at) => ({ position: at + 1, indicator }));
  const wanted = ({ indicator }: (typeof all)[number]) => type === undefined || indicator.IndicatorType === type;
  const { items, nextToken } = pageOf(all, pageRequest(input, 100), wanted);
  return {
    GraphArn: graph.arn,
    InvestigationId: id,
    Indicators: items.map(({ indicator }) => indicator),
    ...(nextToken && { NextToken: nextToken }),
  };
};
