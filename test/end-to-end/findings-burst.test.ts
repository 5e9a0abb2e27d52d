import { burst } from '../findings/burst';
import { discrepancies } from '../findings/discrepancies';
import { DeployedHub } from './deployed-hub';
import { PATIENCE } from './stage';

const ACCOUNTS = Array.from({ length: 20 }, (_, at) => String(300000000000 + at));
const REGIONS = ['eu-west-1', 'eu-west-3', 'us-east-1', 'ap-northeast-1'];
const EVERYTHING = {
  targets: { inbox: { sqs: {} } },
  routes: [
    {
      name: 'all',
      match: { occurrence: ['new' as const, 'escalated' as const, 'repeated' as const] },
      targets: ['inbox'],
    },
  ],
};
/** seconds: longer than every wait and every batching window after it */
const ALL_DELIVERED = 300;

test(
  'F6, F7: in a burst of hundreds of findings, duplicated and out of order, each finding and each escalation is notified once and none is lost',
  async () => {
    const hub = await DeployedHub.start(EVERYTHING, { accounts: ACCOUNTS.map((id) => ({ id })) });
    const sent = burst({ findings: 600, accounts: ACCOUNTS, regions: REGIONS, seed: 20261124 });
    try {
      // a finding that EventBridge refuses meanwhile is notified with a later delivery
      const error = { code: 'ThrottlingException', status: 400, message: 'Rate exceeded' };
      hub.simulation.faults.add({ service: 'events', operation: 'PutEvents', times: 12, error });
      await hub.arrive(sent.arriving, ALL_DELIVERED);
      const notifications = hub.queued('inbox').map((body) => JSON.parse(body));
      expect(sent.findings).toBe(600);
      expect(discrepancies(sent, notifications)).toEqual([]);
      expect([...hub.queued('Untold'), ...hub.queued('Undelivered'), ...hub.queued('IntakeQueue')]).toEqual([]);
    } finally {
      await hub.simulation.stop();
    }
  },
  PATIENCE,
);
