import type {
  CreateAccountCommandInput,
  CreateAccountCommandOutput,
  CreateAccountStatus,
  DescribeCreateAccountStatusCommandInput,
  DescribeCreateAccountStatusCommandOutput,
  ListCreateAccountStatusCommandInput,
  ListCreateAccountStatusCommandOutput,
} from '@aws-sdk/client-organizations';
import type { Call, Operation } from '../../../contract/service';
import { management, reader } from '../callers';
import { invalidInput, refused } from '../errors';
import { badPattern } from '../ids';
import { carId, create } from '../lifecycle';
import { pageOf } from '../page';
import { creations } from '../state';
import { tagsOf } from '../tags';

/** AWS: "a few minutes". */
const SECONDS = 60;

/** Starts to create an account; DescribeCreateAccountStatus shows the progress. */
export const createAccount: Operation<CreateAccountCommandInput, Partial<CreateAccountCommandOutput>> = (
  input,
  call,
) => {
  management(call);
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(input.Email ?? ''))
    throw invalidInput('INVALID_EMAIL_ADDRESS_TARGET', 'You specified an invalid email address.');
  if (!/^[ -~]{1,50}$/.test(input.AccountName ?? '')) throw badPattern();
  const tags = tagsOf(input.Tags ?? []);
  const status: CreateAccountStatus = {
    Id: carId(),
    AccountName: input.AccountName,
    State: 'IN_PROGRESS',
    RequestedTimestamp: new Date(call.world.clock.now()),
  };
  const held = call.world.state.at(creations, call.accountId, call.region);
  held.set(status.Id ?? '', status);
  call.world.eventually(SECONDS, () => finish(status, input, tags, call));
  return { CreateAccountStatus: { ...status } };
};

async function finish(
  status: CreateAccountStatus,
  input: CreateAccountCommandInput,
  tags: Record<string, string>,
  { world }: Call,
): Promise<void> {
  status.CompletedTimestamp = new Date(world.clock.now());
  const email = input.Email ?? '';
  if ([...world.organization.accounts.values()].some((account) => account.email === email)) {
    status.State = 'FAILED';
    status.FailureReason = 'EMAIL_ALREADY_EXISTS';
    return;
  }
  let id = freshId();
  while (world.organization.accounts.has(id)) id = freshId();
  status.State = 'SUCCEEDED';
  status.AccountId = id;
  const name = input.AccountName ?? '';
  await create({ id, name, email, ou: '', state: 'ACTIVE', optedInRegions: [], tags }, world, status.Id);
}

function freshId(): string {
  return String(100_000_000_000 + Math.floor(Math.random() * 900_000_000_000));
}

export const describeCreateAccountStatus: Operation<
  DescribeCreateAccountStatusCommandInput,
  Partial<DescribeCreateAccountStatusCommandOutput>
> = (input, call) => {
  const status = call.world.state
    .at(creations, reader(call).managementAccountId, call.region)
    .get(input.CreateAccountRequestId ?? '');
  if (!status)
    throw refused('CreateAccountStatusNotFoundException', "You specified a create account request that doesn't exist.");
  return { CreateAccountStatus: status };
};

export const listCreateAccountStatus: Operation<
  ListCreateAccountStatusCommandInput,
  Partial<ListCreateAccountStatusCommandOutput>
> = (input, call) => {
  const all = call.world.state.at(creations, reader(call).managementAccountId, call.region);
  const states: readonly string[] = input.States ?? [];
  const wanted = [...all.values()].filter(({ State }) => states.length === 0 || states.includes(State ?? ''));
  const { items, ...next } = pageOf(wanted, input);
  return { CreateAccountStatuses: [...items], ...next };
};
