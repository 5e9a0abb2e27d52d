import type {
  ListExportsCommandInput,
  ListExportsCommandOutput,
  ListImportsCommandInput,
  ListImportsCommandOutput,
} from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../../contract/service';
import { exportsOf, importersOf } from '../engine/exports';
import { validationError } from '../errors';
import { page } from '../page';

const EXPORTS_A_PAGE = 100;

export const listExports: Operation<ListExportsCommandInput, Partial<ListExportsCommandOutput>> = (input, call) => {
  const all = exportsOf(call.world, call.accountId, call.region);
  const { items, NextToken } = page(all, input.NextToken, EXPORTS_A_PAGE);
  const Exports = items.map(({ stack, name, value }) => ({ ExportingStackId: stack.id, Name: name, Value: value }));
  return { Exports, ...(NextToken === undefined ? {} : { NextToken }) };
};

export const listImports: Operation<ListImportsCommandInput, Partial<ListImportsCommandOutput>> = (input, call) => {
  const name = input.ExportName ?? '';
  const importers = importersOf(call.world, call.accountId, call.region, name);
  if (importers.length === 0) throw validationError(`Export '${name}' is not imported by any stack.`);
  const { items, NextToken } = page(importers, input.NextToken, EXPORTS_A_PAGE);
  return { Imports: items.map((each) => each.name), ...(NextToken === undefined ? {} : { NextToken }) };
};
