import type {
  DescribeKeyCommandInput,
  DescribeKeyCommandOutput,
  ListKeysCommandInput,
  ListKeysCommandOutput,
} from '@aws-sdk/client-kms';
import type { Operation } from '../../../contract/service';
import { knownKey } from '../find-key';
import { pageOf } from '../page';
import { keyShape } from '../shapes';
import { keys } from '../state';

export const describeKey: Operation<DescribeKeyCommandInput, Partial<DescribeKeyCommandOutput>> = (input, call) => ({
  KeyMetadata: keyShape(knownKey(input.KeyId, call)),
});

export const listKeys: Operation<ListKeysCommandInput, Partial<ListKeysCommandOutput>> = (input, call) => {
  const all = [...call.world.state.at(keys, call.accountId, call.region).values()];
  const { items, ...page } = pageOf(all, input);
  return { Keys: items.map(({ id, arn }) => ({ KeyId: id, KeyArn: arn })), ...page };
};
