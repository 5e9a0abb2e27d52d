import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { partitionFacts } from '../../../lib/regions';
import { appOf } from './synthesized';

const page = readFileSync(join(__dirname, '..', '..', '..', 'docs', 'before-you-deploy.md'), 'utf8');
const stacks = appOf({ findings: { export: {} } })
  .node.findAll()
  .filter(Stack.isStack)
  .map((stack) => [stack.stackName, Template.fromStack(stack)] as const);

/** The resources of a type in all stacks, with the name of their stack. */
function all(type: string): { stack: string; Properties: Record<string, unknown> }[] {
  return stacks.flatMap(([stack, template]) =>
    Object.values(template.findResources(type)).map(({ Properties = {} }) => ({ stack, Properties })),
  );
}

describe('what the stacks take from the quotas of an account', () => {
  test('is no reserved concurrency, which an account with a quota of 10 could not give', () => {
    const functions = all('AWS::Lambda::Function');
    expect(functions.length).toBeGreaterThan(10);
    for (const { Properties } of functions) expect(Properties.ReservedConcurrentExecutions).toBeUndefined();
  });

  test('is one resource policy of CloudWatch Logs, in the home region', () => {
    expect(all('AWS::Logs::ResourcePolicy').map(({ stack }) => stack)).toEqual(['FindingsHub']);
  });

  test('is less than the hour of a custom resource: the last pass that a deployment asks for ends before', () => {
    const passes = all('AWS::Lambda::Function').filter(({ Properties }) =>
      /-pass$/.test(String(Properties.FunctionName)),
    );
    expect(new Set(passes.map(({ Properties }) => Properties.Timeout))).toEqual(new Set([13 * 60]));
    const waiters = all('AWS::StepFunctions::StateMachine').filter(({ Properties }) =>
      /-waiter$/.test(String(Properties.StateMachineName)),
    );
    expect(waiters.length).toBeGreaterThan(0);
    for (const { Properties } of waiters) {
      const definition = JSON.stringify(Properties.DefinitionString).replaceAll('\\', '');
      expect(definition).toContain('"IntervalSeconds":60,');
      const [, attempts] = /"MaxAttempts":(\d+)/.exec(definition) ?? [];
      expect(Number(attempts)).toBe(60);
    }
  });
});

test('the page on deploying names the region of Organizations in every partition', () => {
  for (const partition of ['aws', 'aws-us-gov', 'aws-cn'] as const)
    expect(page).toContain(`\`${partitionFacts(partition).globalRegion}\``);
});
