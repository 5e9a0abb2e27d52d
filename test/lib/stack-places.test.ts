import { Stack } from 'aws-cdk-lib';
import { stackPlaces } from '../../lib/stack-places';
import { appOf, rolloutOf } from './stacks/synthesized';

test.each(['eu-west-1', 'us-east-1'])(
  'every stack is listed with its name and place, with %s as home region',
  (homeRegion) => {
    const input = { homeRegion, regions: [homeRegion, 'ap-northeast-3'] };
    const stacks = appOf(input).node.children.filter(Stack.isStack);
    const made = stacks.map(({ stackName: name, account, region }) => ({ name, account, region }));
    const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name);
    expect(stackPlaces(rolloutOf(input)).sort(byName)).toEqual(made.sort(byName));
  },
);
