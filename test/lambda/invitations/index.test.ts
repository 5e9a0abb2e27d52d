import { writes } from '../organization-under-test';
import { PARTNER, reasons, rolledOut, settleInvitations, statusOf } from './outside';

describe('an account outside the organization', () => {
  test('is created, invited and accepted in both services without anybody clicking', async () => {
    const simulation = await rolledOut();
    const report = await settleInvitations(simulation);
    expect(report).toMatchObject({ covered: [PARTNER], expected: 1, exceptions: [], pending: [], remaining: [] });
    expect(await statusOf(simulation)).toEqual({ guardDuty: 'Enabled', detective: 'ENABLED' });
  });

  test('I10: a second run writes nothing', async () => {
    const simulation = await rolledOut();
    await settleInvitations(simulation);
    const before = simulation.calls.last;
    const report = await settleInvitations(simulation);
    expect(writes(simulation, before).filter(({ operation }) => operation !== 'AssumeRole')).toEqual([]);
    expect(reasons(report)).toEqual([]);
  });
});
