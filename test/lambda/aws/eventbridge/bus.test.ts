import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { allServices, clientOf, Simulation } from '@muster/simulator';
import { organizationOf } from '@muster/simulator/fixtures';
import { EventBridge, type NewEvent } from '../../../../lambda/aws/eventbridge/bus';
import { SECURITY } from '../../../accounts';

const REGION = 'eu-west-1';
const event = (source = 'muster.findings', size = 10): NewEvent => ({
  source,
  detailType: 'Muster Finding',
  detail: { text: 'x'.repeat(size) },
});

describe('events put on a bus', () => {
  let simulation: Simulation;
  let bus: EventBridge;
  const requests = () => simulation.calls.after(0).length;

  beforeEach(async () => {
    simulation = await Simulation.start(organizationOf(), allServices, { clockRate: 0 });
    bus = new EventBridge(clientOf(EventBridgeClient, simulation, SECURITY, REGION), REGION, 'default');
  });
  afterEach(() => simulation.stop());

  it('are sent ten to a request, or fewer if they are too large together', async () => {
    await bus.putEach(Array.from({ length: 21 }, () => event()));
    expect(requests()).toBe(3);
    await bus.putEach(Array.from({ length: 4 }, () => event('muster.findings', 100_000)));
    expect(requests()).toBe(5);
    await bus.putEach([]);
    expect(requests()).toBe(5);
  });

  it('are refused one by one', async () => {
    const answers = await bus.putEach([event(), event('aws.guardduty'), event()]);
    expect(answers.map((error) => error?.story)).toEqual([
      undefined,
      `putting EventBridge events in ${REGION}: NotAuthorizedForSourceException: Not authorized for the source.`,
      undefined,
    ]);
    await expect(bus.put([event(), event('aws.guardduty')])).rejects.toMatchObject({ code: 'Refused' });
  });

  it('fail together with their request, while those of the next request do not', async () => {
    const error = { code: 'InternalFailure', status: 500, message: 'internal' };
    simulation.faults.add({ service: 'events', operation: 'PutEvents', times: 1, error });
    const answers = await bus.putEach(Array.from({ length: 12 }, () => event()));
    expect(answers.map((each) => each?.code)).toEqual([
      ...Array.from({ length: 10 }, () => 'InternalError'),
      undefined,
      undefined,
    ]);
  });
});
