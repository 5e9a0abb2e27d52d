import type { World } from '../../../contract/world';
import { templateError, validationError } from '../errors';
import { type Stack, stacks } from '../state';
import type { Json } from '../template/template';

/** The stacks of an account and region that are not deleted. */
function existingStacks(world: World, account: string, region: string): Stack[] {
  return [...(world.state.peek(stacks, account, region)?.values() ?? [])].filter(
    (stack) => stack.status !== 'DELETE_COMPLETE',
  );
}

/** All exports in an account and region. */
export function exportsOf(
  world: World,
  account: string,
  region: string,
): { stack: Stack; name: string; value: string }[] {
  return existingStacks(world, account, region).flatMap((stack) =>
    stack.outputs
      .filter((output) => output.ExportName !== undefined)
      .map((output) => ({ stack, name: output.ExportName ?? '', value: output.OutputValue ?? '' })),
  );
}

/** The stacks that use an export. */
export function importersOf(world: World, account: string, region: string, name: string): Stack[] {
  return existingStacks(world, account, region).filter((stack) => stack.imports.includes(name));
}

export function exportedValue(world: World, stack: Stack, name: string): Json {
  const found = exportsOf(world, stack.account, stack.region).find((each) => each.name === name);
  if (!found) throw validationError(`No export named ${name} found.`);
  return found.value;
}

/** `Fn::GetStackOutput`: the output of another stack of this account, in any region. */
export function stackOutputValue(
  world: World,
  account: string,
  region: string,
  stackName: string,
  outputName: string,
): Json {
  const stack = existingStacks(world, account, region).find((each) => each.name === stackName || each.id === stackName);
  if (!stack) throw templateError(`Fn::GetStackOutput: Stack [${stackName}] does not exist in region ${region}`);
  const output = stack.outputs.find((each) => each.OutputKey === outputName);
  if (output?.OutputValue === undefined)
    throw templateError(
      `Fn::GetStackOutput: Output [${outputName}] does not exist in stack [${stackName}] in region ${region}`,
    );
  return output.OutputValue;
}

/** CloudFormation's refusal if `after` drops or changes an export of `before` that another stack uses. */
export function exportInUse(world: World, stack: Stack, after: ReadonlyMap<string, string>): string | undefined {
  for (const { ExportName: name, OutputValue: value } of stack.outputs) {
    if (name === undefined || after.get(name) === value) continue;
    const [importer] = importersOf(world, stack.account, stack.region, name);
    if (importer)
      return `Export ${name} cannot be ${after.has(name) ? 'updated' : 'deleted'} as it is in use by ${importer.name}`;
  }
  return undefined;
}
