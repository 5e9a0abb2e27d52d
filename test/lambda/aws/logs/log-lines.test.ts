import { recordLog, type Simulation } from '@muster/simulator';
import { connectOperator } from '../../../../lambda/aws/operator-clients';
import { SECURITY } from '../../../accounts';
import { connectionOf, start } from '../../organization-under-test';

const PLACE = { accountId: SECURITY, region: 'eu-west-1' };
const texts = (lines: readonly { text: string }[]) => lines.map(({ text }) => text);

describe('the lines of a log', () => {
  let simulation: Simulation;
  const logs = () => connectOperator(connectionOf(simulation, SECURITY)).logs(PLACE.region);

  beforeEach(async () => {
    simulation = await start();
    recordLog(simulation, PLACE, 'log', 'one', ['{"id":"aaa"}'], 1000);
    recordLog(simulation, PLACE, 'log', 'two', ['{"id":"bbb"}', '{"id":"ccc"}'], 3000);
    recordLog(simulation, PLACE, 'log', 'one', ['{"id":"aaa","again":true}'], 2000);
  });
  afterEach(() => simulation.stop());

  it('are those with one of the texts, from a time on, in the order of time', async () => {
    const found = await logs().containing('log', ['aaa', 'ccc'], 1500);
    expect(texts(found)).toEqual(['{"id":"aaa","again":true}', '{"id":"ccc"}']);
    expect(found.map(({ at }) => at)).toEqual([2000, 3000]);
    expect(new Set(found.map(({ id }) => id)).size).toBe(2);
  });

  it('take several requests if there are too many texts for one pattern', async () => {
    const many = Array.from({ length: 40 }, (_, at) => `${at}-`.padEnd(40, 'x'));
    const before = simulation.calls.after(0).length;
    expect(texts(await logs().containing('log', ['bbb', ...many, 'aaa'], 0))).toHaveLength(3);
    expect(simulation.calls.after(0).length - before).toBeGreaterThan(1);
  });

  it('are none if there is no text to search', async () => {
    expect(await logs().containing('log', [], 0)).toEqual([]);
  });

  it('of a log group that does not exist fail with its name', async () => {
    await expect(logs().containing('no-log', ['a'], 0)).rejects.toMatchObject({
      message: expect.stringContaining('reading CloudWatch log group (no-log) in eu-west-1:'),
    });
  });
});
