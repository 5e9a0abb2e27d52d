import {
  Finding$,
  type GetFindingsCommandInput,
  type GetFindingsCommandOutput,
  type ListFindingsCommandInput,
  type ListFindingsCommandOutput,
  type Finding as SdkFinding,
  type SortCriteria,
} from '@aws-sdk/client-guardduty';
import type { Operation } from '../../../contract/service';
import { pageOf } from '../../../kernel/page';
import { readDocument } from '../../../protocols/document/read';
import { restJsonFormat } from '../../../protocols/json/format';
import { Shape } from '../../../protocols/shape';
import { outOfRange } from '../errors';
import { hasPatterns, matches, valuesAt } from '../findings/criteria';
import type { Finding, StoredFinding } from '../findings/finding';
import { ownDetector, pageRequest } from '../ownership';

/** Ids of the caller's and its members' findings that meet the criteria. */
export const listFindings: Operation<ListFindingsCommandInput, Partial<ListFindingsCommandOutput>> = (input, call) => {
  const detector = ownDetector(call, input.DetectorId);
  const request = pageRequest(input);
  if (hasPatterns(input.FindingCriteria)) throw outOfRange();
  const sorted = inOrder([...(detector.findings?.values() ?? [])], input.SortCriteria);
  const { items, nextToken } = pageOf(sorted, request, ({ finding }) => matches(finding, input.FindingCriteria));
  return { FindingIds: items.map(({ finding }) => finding.id), ...(nextToken && { NextToken: nextToken }) };
};

/** Findings by id, in full; unknown ids are left out. */
export const getFindings: Operation<GetFindingsCommandInput, Partial<GetFindingsCommandOutput>> = (input, call) => {
  const detector = ownDetector(call, input.DetectorId);
  const ids = input.FindingIds ?? [];
  if (ids.length > 50) throw outOfRange();
  const found = ids.flatMap((id) => detector.findings?.get(id)?.finding ?? []);
  const sorted = inOrder(
    found.map((finding, at) => ({ position: at + 1, finding })),
    input.SortCriteria,
  );
  return { Findings: sorted.map(({ finding }) => inSdkForm(finding)) };
};

const shape = Shape.of(Finding$);

function inSdkForm(finding: Finding): SdkFinding {
  return readDocument(shape, finding, restJsonFormat) as SdkFinding;
}

type Listed = Pick<StoredFinding, 'position' | 'finding'>;

/** Sorts by the requested attribute; by arrival if none is requested. */
function inOrder(found: readonly Listed[], criteria: SortCriteria | undefined): readonly Listed[] {
  if (!criteria?.AttributeName) return found;
  const path = criteria.AttributeName.split('.');
  const sign = criteria.OrderBy === 'DESC' ? -1 : 1;
  const key = ({ finding }: Listed) => valuesAt(finding, path)[0] as string | number;
  return [...found]
    .sort((a, b) => sign * (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0))
    .map(({ finding }, at) => ({ position: at + 1, finding }));
}
