import { handler } from '../../../lambda/controllers/custom-resource';
import type { CustomResourceEvent } from '../../../lambda/reconcile/event';
import { guardDuty } from '../organization-under-test';

const event: CustomResourceEvent = {
  RequestType: 'Create',
  ResourceProperties: { Desired: JSON.stringify(guardDuty()), Pass: '' },
};

test('the first event is answered with a physical id; the second event, which carries that answer, starts a pass', async () => {
  const begun = await handler(event);
  expect(begun).toEqual({ PhysicalResourceId: 'guardduty/eu-west-1', StartedAt: expect.any(String) });
  const second = { ...event, ...(begun as object) };
  await expect(handler(second)).rejects.toThrow('it names no function in Pass');
});
