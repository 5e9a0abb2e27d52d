import type { Simulation } from '@muster/simulator';
import type { SampleFindings } from '../../../../lambda/aws/guardduty/sample-findings';
import { connectOperator } from '../../../../lambda/aws/operator-clients';
import { readFinding } from '../../../../lambda/findings/finding';
import { SECURITY } from '../../../accounts';
import { connectionOf, guardDutyAlone, startDelegated } from '../../organization-under-test';

const REGION = 'eu-west-1';
const TOR = 'UnauthorizedAccess:EC2/TorClient';
const SCAN = 'Recon:EC2/Portscan';

describe('sample findings', () => {
  let simulation: Simulation;
  let samples: SampleFindings;
  const call = (operation: string, input: object) =>
    simulation.invoke('guardduty', operation, input, {
      principal: simulation.principals.administrator(SECURITY),
      region: REGION,
    });
  const filter = async (Name: string, Criterion: object, Action = 'ARCHIVE') => {
    const detector = await connectOperator(connectionOf(simulation, SECURITY))
      .controllers()
      .guardDuty(REGION)
      .detector();
    await call('CreateFilter', { DetectorId: detector?.id, Name, Action, FindingCriteria: { Criterion } });
  };
  const read = async (...types: string[]) => (await samples.ofTypes(SECURITY, types)).map(readFinding);

  beforeEach(async () => {
    simulation = await startDelegated({}, guardDutyAlone());
    samples = connectOperator(connectionOf(simulation, SECURITY)).samples(REGION);
  });
  afterEach(() => simulation.stop());

  it('of the named types are read as they are in events', async () => {
    await samples.create(TOR);
    await samples.create(SCAN);
    const [finding, ...others] = await read(TOR);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ type: TOR, accountId: SECURITY, region: REGION, sample: true, archived: false });
    expect(finding).toMatchObject({ severity: { value: 8, word: 'High' }, resourceType: 'Instance', count: 1 });
    expect(finding?.arn).toMatch(new RegExp(`^arn:aws:guardduty:${REGION}:${SECURITY}:detector/.+/finding/`));
  });

  it('of the same type are one finding, counted', async () => {
    await samples.create(TOR);
    await simulation.clock.advance(10);
    await samples.create(TOR);
    expect(await read(TOR, SCAN)).toMatchObject([{ count: 2 }]);
  });

  it('of a type that GuardDuty does not know are refused in its words', async () => {
    await expect(samples.create('Recon:EC2/Nothing')).rejects.toMatchObject({
      code: 'Refused',
      message: expect.stringContaining('invalid finding type is specified'),
    });
  });

  it('name the suppression rules that archived them, and the rules that cannot be read', async () => {
    await filter('quiet-lab', { type: { Equals: [TOR] } });
    await filter('scans', { type: { Equals: [SCAN] } });
    await filter('seen', { type: { Equals: [TOR] } }, 'NOOP');
    await filter('by-pattern', { type: { Matches: ['Unauthorized*'] } });
    await samples.create(TOR);
    const [finding] = await read(TOR);
    expect(finding?.archived).toBe(true);
    expect((await samples.suppressing(finding?.id ?? '')).sort()).toEqual(['by-pattern', 'quiet-lab']);
  });
});
