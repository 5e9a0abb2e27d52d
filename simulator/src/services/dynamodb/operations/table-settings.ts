import type {
  DescribeContinuousBackupsCommandInput,
  DescribeContinuousBackupsCommandOutput,
  DescribeTimeToLiveCommandInput,
  DescribeTimeToLiveCommandOutput,
  ListTagsOfResourceCommandInput,
  ListTagsOfResourceCommandOutput,
  TagResourceCommandInput,
  UntagResourceCommandInput,
  UpdateContinuousBackupsCommandInput,
  UpdateContinuousBackupsCommandOutput,
  UpdateTimeToLiveCommandInput,
  UpdateTimeToLiveCommandOutput,
} from '@aws-sdk/client-dynamodb';
import type { Call, Operation } from '../../../contract/service';
import { validation } from '../errors';
import { findTableNamed } from '../find-table';
import type { Table } from '../state';

/** UpdateTimeToLive; a value that is already set is refused. */
export const updateTimeToLive: Operation<UpdateTimeToLiveCommandInput, Partial<UpdateTimeToLiveCommandOutput>> = (
  input,
  call,
) => {
  const table = findTableNamed(input.TableName, call);
  const { Enabled, AttributeName } = input.TimeToLiveSpecification ?? {};
  if (Enabled === (table.timeToLive !== undefined))
    throw validation(`TimeToLive is already ${Enabled ? 'enabled' : 'disabled'}`);
  table.timeToLive = Enabled ? AttributeName : undefined;
  return { TimeToLiveSpecification: { Enabled, AttributeName } };
};

/** DescribeTimeToLive. */
export const describeTimeToLive: Operation<DescribeTimeToLiveCommandInput, Partial<DescribeTimeToLiveCommandOutput>> = (
  input,
  call,
) => {
  const { timeToLive } = findTableNamed(input.TableName, call);
  return {
    TimeToLiveDescription:
      timeToLive === undefined
        ? { TimeToLiveStatus: 'DISABLED' }
        : { TimeToLiveStatus: 'ENABLED', AttributeName: timeToLive },
  };
};

const LONGEST_DAYS = 35;

/** UpdateContinuousBackups: point-in-time recovery on or off. */
export const updateContinuousBackups: Operation<
  UpdateContinuousBackupsCommandInput,
  Partial<UpdateContinuousBackupsCommandOutput>
> = (input, call) => {
  const table = findTableNamed(input.TableName, call);
  const { PointInTimeRecoveryEnabled: on, RecoveryPeriodInDays: days = LONGEST_DAYS } =
    input.PointInTimeRecoverySpecification ?? {};
  table.pointInTimeRecovery = on
    ? { days, since: table.pointInTimeRecovery?.since ?? call.world.clock.now() }
    : undefined;
  return { ContinuousBackupsDescription: backups(table, call) };
};

/** DescribeContinuousBackups. */
export const describeContinuousBackups: Operation<
  DescribeContinuousBackupsCommandInput,
  Partial<DescribeContinuousBackupsCommandOutput>
> = (input, call) => ({ ContinuousBackupsDescription: backups(findTableNamed(input.TableName, call), call) });

function backups({ pointInTimeRecovery }: Table, { world }: Call) {
  return {
    ContinuousBackupsStatus: 'ENABLED' as const,
    PointInTimeRecoveryDescription: pointInTimeRecovery
      ? {
          PointInTimeRecoveryStatus: 'ENABLED' as const,
          RecoveryPeriodInDays: pointInTimeRecovery.days,
          EarliestRestorableDateTime: new Date(pointInTimeRecovery.since),
          LatestRestorableDateTime: new Date(world.clock.now()),
        }
      : { PointInTimeRecoveryStatus: 'DISABLED' as const },
  };
}

/** TagResource. */
export const tagResource: Operation<TagResourceCommandInput, object> = (input, call) => {
  const { tags } = findTableNamed(input.ResourceArn, call);
  for (const { Key = '', Value = '' } of input.Tags ?? []) tags[Key] = Value;
  return {};
};

/** UntagResource. */
export const untagResource: Operation<UntagResourceCommandInput, object> = (input, call) => {
  const { tags } = findTableNamed(input.ResourceArn, call);
  for (const key of input.TagKeys ?? []) delete tags[key];
  return {};
};

/** ListTagsOfResource. */
export const listTagsOfResource: Operation<ListTagsOfResourceCommandInput, Partial<ListTagsOfResourceCommandOutput>> = (
  input,
  call,
) => ({
  Tags: Object.entries(findTableNamed(input.ResourceArn, call).tags).map(([Key, Value]) => ({ Key, Value })),
});
