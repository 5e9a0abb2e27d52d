import { HOME, PATIENCE, SECURITY, Stage } from './stage';

const WORDS = 'The request is rejected because the service is closed for the day.';

test(
  "a deployment that AWS refuses for good fails with AWS's words, the account and the region, and is rolled back",
  async () => {
    const stage = await Stage.set();
    try {
      const configuration = stage.configuration();
      await stage.organization.plan({
        service: 'guardduty',
        operation: 'ListMembers',
        region: HOME,
        times: 1000,
        error: { code: 'BadRequestException', status: 400, message: WORDS },
      });
      const { code, output } = await stage.deploy(configuration);
      expect(code).not.toBe(0);
      expect(output).toContain(WORDS);
      expect(output).toContain(SECURITY);
      expect(output).toContain(`in ${HOME}`);
      expect(output).toContain('ROLLBACK_COMPLETE');
      const { stacks } = await stage.state<{ stacks: Record<string, { name: string; status: string }> }>(
        SECURITY,
        HOME,
        'cloudformation',
      );
      expect(Object.values(stacks)).toContainEqual(
        expect.objectContaining({ name: `Detection-${HOME}`, status: 'ROLLBACK_COMPLETE' }),
      );
    } finally {
      await stage.organization.stop();
    }
  },
  PATIENCE,
);
