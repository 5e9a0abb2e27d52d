import { HOME, PATIENCE, SECURITY, Stage } from './stage';

interface Detector {
  status: string;
  frequency: string;
}

/** One test, because each step continues from the state that the previous one left. */
test(
  'a rollout is deployed, deployed again without a write, changed, and destroyed; detection stays on',
  async () => {
    const stage = await Stage.set();
    try {
      const configuration = stage.configuration();
      const first = await stage.deploy(configuration);
      expect(first.output).toContain('4 of 4 covered');
      expect(first.code).toBe(0);
      expect(await detectorOf(stage, '333333333333')).toMatchObject({ status: 'ENABLED' });

      const before = await stage.lastCall();
      const second = await stage.deploy(configuration);
      expect(second.code).toBe(0);
      expect(second.output).toContain('(no changes)');
      expect(await stage.writes(before)).toEqual([]);

      const same = await stage.cdk(['diff', '--fail'], configuration);
      expect(same).toMatchObject({ code: 0, output: expect.stringContaining('There were no differences') });

      const changed = stage.configuration((text) => `${text}guardDuty: { findingPublishingFrequency: ONE_HOUR }\n`);
      const difference = await stage.cdk(['diff'], changed);
      const shown = difference.output.split('\n').filter((line) => line.includes('findingPublishingFrequency'));
      expect(shown.filter((line) => line.includes('ONE_HOUR')).length).toBeGreaterThan(0);
      // the line that changed, not the whole desired state
      expect(shown.filter((line) => line.length > 120)).toEqual([]);
      expect((await stage.deploy(changed)).code).toBe(0);
      expect(await detectorOf(stage, SECURITY)).toMatchObject({ frequency: 'ONE_HOUR' });

      const until = await stage.lastCall();
      const destroyed = await stage.cdk(['destroy', '--all', '--force'], changed);
      expect(destroyed.code).toBe(0);
      expect(await stage.writes(until)).toEqual([]);
      expect(await detectorOf(stage, SECURITY)).toMatchObject({ status: 'ENABLED' });
    } finally {
      await stage.organization.stop();
    }
  },
  PATIENCE,
);

async function detectorOf(stage: Stage, account: string): Promise<Detector | undefined> {
  const guardDuty = await stage.state<{ detector: { detector?: Detector } }>(account, HOME, 'guardduty');
  return guardDuty.detector.detector;
}
