import type {
  ListTargetsByRuleCommandInput,
  ListTargetsByRuleCommandOutput,
  PutTargetsCommandInput,
  PutTargetsCommandOutput,
  RemoveTargetsCommandInput,
  RemoveTargetsCommandOutput,
  Target,
} from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../../contract/service';
import { isApiDestination, isKnownTarget } from '../delivery/targets';
import { limitExceeded, validation } from '../errors';
import { findRule, parseBus } from '../event-bus';
import { pageOf } from '../page';
import type { EventBus } from '../state';

const TARGETS_PER_RULE = 5;

/** PutTargets: adds targets, or replaces those with the same ids. */
export const putTargets: Operation<PutTargetsCommandInput, Partial<PutTargetsCommandOutput>> = (input, call) => {
  const { rule, bus } = findRule({ ...input, Name: input.Rule }, 'events:PutTargets', call);
  const given = input.Targets ?? [];
  for (const target of given) check(target, bus);
  const idsAfter = new Set([...rule.targets.keys(), ...given.map(({ Id = '' }) => Id)]);
  if (idsAfter.size > TARGETS_PER_RULE)
    throw limitExceeded('The requested resource exceeds the maximum number allowed.');
  for (const target of given) rule.targets.set(target.Id ?? '', target);
  return { FailedEntryCount: 0, FailedEntries: [] };
};

function check(target: Target, bus: EventBus): void {
  const { Id = '', Arn = '' } = target;
  if (!/^arn:[\w-]+:[\w-]+:/.test(Arn))
    throw validation(`Parameter ${Arn} is not valid. Reason: Provided Arn is not in correct format.`);
  if (!isKnownTarget(Arn)) throw validation(`Parameter ${Arn} is not valid. Reason: this target is not simulated.`);
  if (target.RoleArn === undefined && needsRole(Arn, bus)) throw validation(`RoleArn is required for target ${Arn}.`);
  const own = [target.Input, target.InputPath, target.InputTransformer].filter((each) => each !== undefined);
  if (own.length > 1)
    throw validation(`Only one of Input, InputPath, or InputTransformer must be provided for target ${Id}.`);
  if (target.Input !== undefined) requireJson(target.Input, Id);
  const queue = target.DeadLetterConfig?.Arn;
  if (queue !== undefined && (queue.split(':')[3] !== bus.region || queue.endsWith('.fifo')))
    throw validation(
      `Parameter ${queue} is not valid. Reason: the dead-letter queue must be a standard queue in the rule's region.`,
    );
}

/**
 * Whether a target needs a role: state machines, API destinations and buses of the same account do; for another account's bus
 * its policy can be enough.
 */
function needsRole(arn: string, bus: EventBus): boolean {
  const service = arn.split(':')[2];
  return (
    service === 'states' ||
    isApiDestination(arn) ||
    (service === 'events' && parseBus(arn, bus).accountId === bus.accountId)
  );
}

function requireJson(input: string, id: string): void {
  try {
    JSON.parse(input);
  } catch {
    throw validation(`JSON syntax error in input for target ${id}.`);
  }
}

/** RemoveTargets. */
export const removeTargets: Operation<RemoveTargetsCommandInput, Partial<RemoveTargetsCommandOutput>> = (
  input,
  call,
) => {
  const { rule } = findRule({ ...input, Name: input.Rule }, 'events:RemoveTargets', call);
  for (const id of input.Ids ?? []) rule.targets.delete(id);
  return { FailedEntryCount: 0, FailedEntries: [] };
};

/** ListTargetsByRule. */
export const listTargetsByRule: Operation<ListTargetsByRuleCommandInput, Partial<ListTargetsByRuleCommandOutput>> = (
  input,
  call,
) => {
  const { rule } = findRule({ ...input, Name: input.Rule }, 'events:ListTargetsByRule', call);
  const { items, next } = pageOf([...rule.targets.values()], input);
  return { Targets: items, ...next };
};
