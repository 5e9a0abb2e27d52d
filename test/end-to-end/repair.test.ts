import { CreateAccountCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { HOME, MANAGEMENT, PATIENCE, SECURITY, Stage } from './stage';

const REGIONS = [HOME, 'ap-northeast-3'];

/** The schedule sleeps for a week: what is repaired here, events have repaired. */
test(
  'an account that is created is enrolled in every governed region within minutes, because the organization says so',
  async () => {
    const stage = await Stage.set();
    try {
      const configuration = stage.configuration((text) => `${text}schedule: rate(7 days)\n`);
      expect((await stage.deploy(configuration)).code).toBe(0);
      const before = await stage.lastCall();
      const client = new OrganizationsClient({
        region: 'us-east-1',
        endpoint: stage.organization.endpoint,
        credentials: { accessKeyId: `AKIA${MANAGEMENT}`, secretAccessKey: 'rehearsal' },
      });
      await client.send(new CreateAccountCommand({ AccountName: 'new', Email: 'new@example.com' }));
      const enrolments = REGIONS.map((region) => `CreateMembers ${SECURITY} ${region}`);
      expect(await stage.writesUntil(before, enrolments)).toEqual(expect.arrayContaining(enrolments));
    } finally {
      await stage.organization.stop();
    }
  },
  PATIENCE,
);
