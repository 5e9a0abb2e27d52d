import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stack, type Stage } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { Partition } from '../../../lib/config';
import { acknowledged } from '../acknowledged';
import { appOf, stackOf, templateOf } from './synthesized';

const names = (stacks: readonly Stack[]) => stacks.map(({ stackName }) => stackName).sort();

const PARTITIONS: readonly [Partition, string, string][] = [
  ['aws', 'eu-west-1', 'us-east-1'],
  ['aws-us-gov', 'us-gov-east-1', 'us-gov-west-1'],
  ['aws-cn', 'cn-north-1', 'cn-northwest-1'],
];

describe('the stacks of a rollout', () => {
  it('are one for delegation, one for events, one hub, one directory, one of roles, and one for each governed region', () => {
    expect(names(appOf().node.findAll().filter(Stack.isStack))).toEqual([
      'Delegation',
      'Detection-ap-northeast-3',
      'Detection-eu-west-1',
      'DetectionRoles',
      'FindingsHub',
      'OrganizationDirectory',
      'OrganizationEvents',
    ]);
  });

  it('are deployed region by region only after the administrator, the roles, the findings bus and the listing', () => {
    const app = appOf();
    const needed = ['Delegation', 'FindingsHub'];
    expect(names(stackOf(app, 'Detection-eu-west-1').dependencies)).toEqual(
      [...needed, 'DetectionRoles', 'OrganizationDirectory'].sort(),
    );
    expect(names(stackOf(app, 'OrganizationDirectory').dependencies)).toEqual(needed);
    expect(names(stackOf(app, 'OrganizationEvents').dependencies)).toEqual(['FindingsHub']);
    expect(names(stackOf(app, 'Delegation').dependencies)).toEqual([]);
  });

  it('pass their tags to CloudFormation, which puts them on every resource', () => {
    const app = appOf({ tags: { team: 'security' } });
    for (const { tags } of app.synth().stacks) expect(tags).toEqual({ application: 'muster', team: 'security' });
  });

  it('have no finding of cdk-nag without an accepted reason', () => {
    const app = appOf();
    const accepted = acknowledged(app);
    const { violations } = new AwsSolutionsChecks().validateScope(app as Stage);
    const open = violations.filter(({ ruleName }) => !accepted.has(ruleName));
    expect(
      open.map(({ ruleName, violatingResources }) => [ruleName, violatingResources.map((r) => r.constructPath)]),
    ).toEqual([]);
    for (const reason of accepted.values()) expect(reason).toMatch(/^[A-Z].{30,}\.$/);
  });

  it('are byte by byte the same in every synthesis', () => {
    const [first, second] = [appOf().synth().directory, appOf().synth().directory];
    const templates = readdirSync(first).filter((file) => file.endsWith('.template.json'));
    expect(templates).toHaveLength(7);
    for (const file of templates) {
      expect(readFileSync(join(second, file), 'utf8')).toBe(readFileSync(join(first, file), 'utf8'));
    }
  });

  it.each(PARTITIONS)('in partition %s have its ARNs and no other', (partition, homeRegion, globalRegion) => {
    const app = appOf({ partition, homeRegion, regions: 'default', detective: { enabled: false } });
    expect(stackOf(app, 'OrganizationEvents').region).toBe(globalRegion);
    for (const { template } of app.synth().stacks) {
      const partitions = new Set([...JSON.stringify(template).matchAll(/arn:([a-z-]+):/g)].map(([, name]) => name));
      expect([...partitions]).toEqual([partition]);
    }
  });

  it('accept a region newer than the catalogue', () => {
    const template = templateOf('Detection-mars-north-1', { regions: ['eu-west-1', 'mars-north-1'] });
    expect(template.toJSON().Description).toContain('its services are not known');
  });
});
