import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { GuardDutyClient, ListDetectorsCommand, UpdateDetectorCommand } from '@aws-sdk/client-guardduty';
import { CreateAccountCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { HOME, MANAGEMENT, PATIENCE, SECURITY, Stage } from './stage';

const AWAY = 'ap-northeast-3';

/** The schedule pauses for a week, so every repair here was started by an event. */
test(
  'a new account is enrolled in every governed region within minutes; a change that someone made meanwhile is repaired and raises an alarm in the home region',
  async () => {
    const stage = await Stage.set();
    try {
      const configuration = stage.configuration((text) => `${text}schedule: rate(7 days)\n`);
      expect(await stage.deploy(configuration)).toMatchObject({ code: 0 });
      await slowDown(stage);
      const before = await stage.lastCall();
      await createAccount(stage);
      const expected = [
        `CreateMembers ${SECURITY} ${HOME}`,
        `CreateMembers ${SECURITY} ${AWAY}`,
        `UpdateDetector ${SECURITY} ${AWAY}`,
      ];
      expect(await stage.writesUntil(before, expected)).toEqual(expect.arrayContaining(expected));

      const calls = await stage.organization.calls(before);
      const listers = calls.filter(({ operation }) => operation === 'ListAccounts').map(({ principal }) => principal);
      expect(new Set(listers.map((principal) => /assumed-role\/([A-Za-z]+)/.exec(principal)?.[1]))).toEqual(
        new Set(['OrganizationDirectory']),
      );

      const alarm = await alarming(stage);
      expect(alarm).toMatchObject({
        MetricName: 'Drift',
        AlarmDescription: expect.stringContaining('Runbook: Drift.'),
      });
      const published = await stage.organization.calls(before);
      expect(published.filter(({ service, operation }) => service === 'sns' && operation === 'Publish')).toMatchObject([
        { account: SECURITY, region: HOME, status: 200 },
      ]);
    } finally {
      await stage.organization.stop();
    }
  },
  PATIENCE,
);

/** Changes a region's detector so that it publishes findings less often. */
async function slowDown(stage: Stage): Promise<void> {
  const client = new GuardDutyClient(as(stage, SECURITY, AWAY));
  const { DetectorIds: [DetectorId] = [] } = await client.send(new ListDetectorsCommand({}));
  await client.send(new UpdateDetectorCommand({ DetectorId, FindingPublishingFrequency: 'SIX_HOURS' }));
}

async function createAccount(stage: Stage): Promise<void> {
  const client = new OrganizationsClient(as(stage, MANAGEMENT, 'us-east-1'));
  await client.send(new CreateAccountCommand({ AccountName: 'new', Email: 'new@example.com' }));
}

/** Waits for an alarm of the other region. The simulated organization evaluates alarms when it is asked for them. */
async function alarming(stage: Stage) {
  const client = new CloudWatchClient(as(stage, SECURITY, AWAY));
  for (const end = Date.now() + PATIENCE / 10; ; await new Promise((resolve) => setTimeout(resolve, 300))) {
    const { MetricAlarms: [alarm] = [] } = await client.send(new DescribeAlarmsCommand({ StateValue: 'ALARM' }));
    if (alarm !== undefined || Date.now() > end) return alarm;
  }
}

function as(stage: Stage, account: string, region: string) {
  const credentials = { accessKeyId: `AKIA${account}`, secretAccessKey: 'rehearsal' };
  return { region, endpoint: stage.organization.endpoint, credentials };
}
