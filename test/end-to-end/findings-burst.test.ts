import { burst } from '../findings/burst';
import { discrepancies } from '../findings/exact';
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
/** every wait and every batching window after it */
const ALL_TOLD = 300;

test(
  'F6, F7: of hundreds of findings in a burst, duplicated and out of order, each is told once, escalations too, nothing is lost',
  async () => {
    const hub = await DeployedHub.start(EVERYTHING, { accounts: ACCOUNTS.map((id) => ({ id })) });
    const sent = burst({ findings: 600, accounts: ACCOUNTS, regions: REGIONS, seed: 20261124 });
    try {
      // what EventBridge refuses meanwhile is told with a later delivery
      const error = { code: 'ThrottlingException', status: 400, message: 'Rate exceeded' };
      hub.simulation.faults.add({ service: 'events', operation: 'PutEvents', times: 12, error });
      await hub.arrive(sent.arriving, ALL_TOLD);
      const told = hub.queued('inbox').map((body) => JSON.parse(body));
      expect(sent.findings).toBe(600);
      expect(discrepancies(sent, told)).toEqual([]);
      expect([...hub.queued('Untold'), ...hub.queued('Undelivered'), ...hub.queued('IntakeQueue')]).toEqual([]);
    } finally {
      await hub.simulation.stop();
    }
  },
  PATIENCE,
);
