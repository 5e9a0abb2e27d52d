import type {
  CreateOpsItemCommandInput,
  CreateOpsItemCommandOutput,
  DescribeOpsItemsCommandInput,
  DescribeOpsItemsCommandOutput,
  GetOpsItemCommandInput,
  GetOpsItemCommandOutput,
} from '@aws-sdk/client-ssm';
import type { Operation } from '../../../contract/service';
import { AwsError } from '../../../kernel/aws-error';
import { ids } from '../../../kernel/ids';
import { opsItemInvalid, opsItemNotFound } from '../errors';
import { type OpsItemState, opsItems } from '../ops-item-state';

/** The deduplication string's key in the operational data. */
const DEDUPLICATION = '/aws/dedup';
const LONGEST: Readonly<Record<string, number>> = {
  Title: 1024,
  Description: 2048,
  Source: 128,
  Category: 64,
  Severity: 64,
};

/** CreateOpsItem; refused if an open one has the same deduplication string. */
export const createOpsItem: Operation<CreateOpsItemCommandInput, Partial<CreateOpsItemCommandOutput>> = (
  input,
  call,
) => {
  for (const [member, most] of Object.entries(LONGEST)) {
    const value = Reflect.get(input, member);
    if (typeof value === 'string' && (value === '' || value.length > most))
      throw opsItemInvalid(`${member} must have between 1 and ${most} characters`);
  }
  const all = call.world.state.at(opsItems, call.accountId, call.region);
  const deduplication = input.OperationalData?.[DEDUPLICATION]?.Value;
  const same = [...all.values()].find(
    ({ operationalData }) => deduplication !== undefined && operationalData[DEDUPLICATION]?.Value === deduplication,
  );
  if (same) throw alreadyExists(same.id);
  const id = `oi-${ids.hex(12)}`;
  const created: OpsItemState = {
    id,
    arn: `arn:${call.partition}:ssm:${call.region}:${call.accountId}:opsitem/${id}`,
    createdAt: call.world.clock.now(),
    createdBy: call.caller.arn,
    title: input.Title ?? '',
    description: input.Description ?? '',
    source: input.Source ?? '',
    category: input.Category,
    severity: input.Severity,
    priority: input.Priority,
    operationalData: { ...input.OperationalData },
    status: 'Open',
  };
  all.set(id, created);
  return { OpsItemId: id, OpsItemArn: created.arn };
};

/** GetOpsItem. */
export const getOpsItem: Operation<GetOpsItemCommandInput, Partial<GetOpsItemCommandOutput>> = (input, call) => {
  const found = call.world.state.peek(opsItems, call.accountId, call.region)?.get(input.OpsItemId ?? '');
  if (!found) throw opsItemNotFound(input.OpsItemId ?? '');
  return { OpsItem: { ...shown(found), Description: found.description, OpsItemArn: found.arn } };
};

/** DescribeOpsItems: all of them on one page, whatever the filters. */
export const describeOpsItems: Operation<DescribeOpsItemsCommandInput, Partial<DescribeOpsItemsCommandOutput>> = (
  _,
  call,
) => ({
  OpsItemSummaries: [...(call.world.state.peek(opsItems, call.accountId, call.region)?.values() ?? [])].map(shown),
});

function shown(item: OpsItemState) {
  return {
    OpsItemId: item.id,
    Title: item.title,
    Source: item.source,
    Status: item.status,
    CreatedBy: item.createdBy,
    CreatedTime: new Date(item.createdAt),
    ...(item.category === undefined ? {} : { Category: item.category }),
    ...(item.severity === undefined ? {} : { Severity: item.severity }),
    ...(item.priority === undefined ? {} : { Priority: item.priority }),
    OperationalData: { ...item.operationalData },
  };
}

function alreadyExists(OpsItemId: string): AwsError {
  return new AwsError('OpsItemAlreadyExistsException', 400, `An OpsItem already exists with id ${OpsItemId}`, {
    OpsItemId,
  });
}
