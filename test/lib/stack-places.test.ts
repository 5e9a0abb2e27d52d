import { Stack } from 'aws-cdk-lib';
import { stackPlaces } from '../../lib/stack-places';
import { appOf, rolloutOf } from './stacks/synthesized';

test.each(['eu-west-1', 'us-east-1'])('every stack is known by name and place, with %s as home', (homeRegion) => {
  const input = { homeRegion, regions: [homeRegion, 'ap-northeast-3'] };
  const stacks = appOf(input).node.children.filter(Stack.isStack);
  const made = stacks.map(({ stackName: name, account, region }) => ({ name, account, region }));
  const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name);
  expect(stackPlaces(rolloutOf(input)).sort(byName)).toEqual(made.sort(byName));
});
