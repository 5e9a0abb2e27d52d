import { physicalIdOf } from '../../../lambda/controllers/registry';
import type { CustomResourceEvent } from '../../../lambda/reconcile/event';
import { onEvent } from '../../../lambda/reconcile/on-event';
import { delegation, detective, guardDuty } from '../organization-under-test';

const event = (desired: unknown, more: Partial<CustomResourceEvent> = {}): CustomResourceEvent => ({
  RequestType: 'Create',
  ResourceProperties: { Desired: JSON.stringify(desired) },
  ...more,
});

test.each([
  ['guardduty/eu-west-1', guardDuty()],
  ['detective/eu-west-1', detective()],
  ['delegation', delegation()],
])('the physical id of %s follows from the desired state, whatever the request', async (id, desired) => {
  for (const RequestType of ['Create', 'Update'] as const) {
    const begun = await onEvent(event(desired, { RequestType, PhysicalResourceId: id }), physicalIdOf);
    expect(begun.PhysicalResourceId).toBe(id);
    expect(Date.parse(begun.StartedAt)).not.toBeNaN();
  }
});

test('a Delete answers with the given id, even one that CloudFormation generated, and does not read the properties', async () => {
  const made = 'Detection-GuardDuty-1ABCDEF';
  const begun = await onEvent(event('rubbish', { RequestType: 'Delete', PhysicalResourceId: made }), physicalIdOf);
  expect(begun.PhysicalResourceId).toBe(made);
});

test('a desired state that does not match the schema is refused with every mistake', async () => {
  const wrong = { ...guardDuty(), autoEnable: 'SOME', colour: 'blue' };
  await expect(onEvent(event(wrong), physicalIdOf)).rejects.toThrow(/autoEnable: .*colour/s);
});

test('a desired state that is not JSON is refused', async () => {
  const broken = { RequestType: 'Create' as const, ResourceProperties: { Desired: '{' } };
  await expect(onEvent(broken, physicalIdOf)).rejects.toThrow('reading the desired state: not JSON: "{"');
});
