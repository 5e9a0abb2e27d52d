import { runStatus } from '../../commands/status/run';
import { delegationController } from '../../lambda/controllers/delegation';
import { detectiveController } from '../../lambda/controllers/detective';
import { guardDutyController } from '../../lambda/controllers/guardduty';
import { loadConfig } from '../../lib/config';
import { rollout } from '../../lib/rollout';
import { MANAGEMENT, SECURITY } from '../accounts';
import { connectionOf, settleDirectly, start, writeNames } from '../lambda/organization-under-test';
import { configuration, removeFiles } from './plan/planned';

afterAll(removeFiles);

test('the status is the coverage of the organization; its exit code says whether an account is missing, and it only reads', async () => {
  const config = configuration({ regions: '[eu-west-1]' });
  const { delegation, detections } = rollout(loadConfig(config));
  const simulation = await start({ accounts: [{ id: '333333333333' }, { id: '444444444444', state: 'SUSPENDED' }] });
  const status = async (options: { json?: boolean; csv?: boolean } = {}) => {
    const lines: string[] = [];
    const before = simulation.calls.last;
    const connection = connectionOf(simulation, MANAGEMENT);
    const code = await runStatus({ config, ...options }, { say: (text) => lines.push(text), connection });
    expect(writeNames(simulation, before)).toEqual([]);
    return { code, text: lines.join('\n') };
  };

  await settleDirectly(simulation, delegationController, MANAGEMENT, delegation);
  expect((await status()).code).toBe(1);
  for (const { guardDuty, detective } of detections) {
    await settleDirectly(simulation, guardDutyController, SECURITY, guardDuty);
    if (detective) await settleDirectly(simulation, detectiveController, SECURITY, detective);
  }
  const { code, text } = await status();
  // a suspended account is an exception that no one can change
  expect(code).toBe(0);
  expect(text).toMatch(/^as of \d{4}-/);
  expect(text).toMatch(/eu-west-1 +3 of 3 accounts/);
  expect(text).toContain('444444444444 account-444444444444');
  expect((await status({ csv: true })).text).toContain('guardduty,eu-west-1,3,3,1,0,0,0');
  expect(JSON.parse((await status({ json: true })).text).reports).toHaveLength(3);
});
