import { cloudformation } from '../../../../src/services/cloudformation';
import { guardduty } from '../../../../src/services/guardduty';
import { iam } from '../../../../src/services/iam';
import { kms } from '../../../../src/services/kms';
import { s3 } from '../../../../src/services/s3';
import { worldOf } from '../world';

/** Lets pending promises resolve. */
const turns = () => new Promise(setImmediate);

type World = Awaited<ReturnType<typeof worldOf>>;

const BUCKET = 'lists-of-the-security-team';
const SERVICES = [cloudformation, guardduty, iam, kms, s3];

describe('GuardDuty in a stack', () => {
  let world: World;
  let DetectorId: string;

  const begin = async (delays = false) => {
    world = await worldOf(SERVICES, { settings: { delays } });
    ({ DetectorId } = await world.invoke<{ DetectorId: string }>('guardduty', 'CreateDetector', { Enable: true }));
    await world.invoke('s3', 'CreateBucket', {
      Bucket: BUCKET,
      CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' },
    });
    await upload('one.txt', '203.0.113.7\n');
    await upload('two.txt', '203.0.113.8\n');
  };
  const upload = (Key: string, body: string) =>
    world.invoke('s3', 'PutObject', { Bucket: BUCKET, Key, Body: Buffer.from(body) });
  const listOf = (Type: string, more: object = {}) => ({
    Type: `AWS::GuardDuty::${Type}`,
    Properties: {
      DetectorId,
      Name: 'office',
      Format: 'TXT',
      Location: `s3://${BUCKET}/one.txt`,
      Activate: true,
      ...more,
    },
  });
  const filterOf = (more: object = {}) => ({
    Type: 'AWS::GuardDuty::Filter',
    Properties: {
      DetectorId,
      Name: 'scanner',
      Description: 'ours',
      Action: 'ARCHIVE',
      Rank: 1,
      FindingCriteria: { Criterion: { type: { Matches: ['Recon:*'] } } },
      ...more,
    },
  });
  const outputs = (of: Record<string, object>) =>
    Object.fromEntries(Object.entries(of).map(([name, Value]) => [name, { Value }]));
  const deployed = (operation: 'CreateStack' | 'UpdateStack', Resources: object, more: object = {}) =>
    world.submit(operation, 'lists', { Resources, ...more });
  const read = (operation: string, input: object = {}) =>
    world.invoke<Record<string, unknown>>('guardduty', operation, { DetectorId, ...input });

  it.each([
    ['IPSet', 'IpSetId'],
    ['ThreatIntelSet', 'ThreatIntelSetId'],
    ['TrustedEntitySet', 'TrustedEntitySetId'],
    ['ThreatEntitySet', 'ThreatEntitySetId'],
  ])('an %s is created, read, changed in place and deleted', async (type, idMember) => {
    await begin();
    const Outputs = outputs({ Id: { 'Fn::GetAtt': ['List', 'Id'] }, Ref: { Ref: 'List' } });
    const made = await deployed('CreateStack', { List: listOf(type) }, { Outputs });
    const [id, ref] = (made.Outputs ?? []).map(({ OutputValue }) => OutputValue);
    expect(made.StackStatus).toBe('CREATE_COMPLETE');
    expect(ref).toBe(id);
    expect(await read(`Get${type}`, { [idMember]: id })).toMatchObject({ Name: 'office', Status: 'ACTIVE' });
    const changes = { Name: 'offices', Location: `s3://${BUCKET}/two.txt`, Tags: [{ Key: 'team', Value: 'security' }] };
    const changed = await deployed('UpdateStack', { List: listOf(type, changes) }, { Outputs });
    expect(changed.Outputs?.[0]?.OutputValue).toBe(id);
    expect(await read(`Get${type}`, { [idMember]: id })).toMatchObject({
      Name: 'offices',
      Location: `s3://${BUCKET}/two.txt`,
      Status: 'ACTIVE',
      Tags: { team: 'security' },
    });
    await world.call('DeleteStack', { StackName: 'lists' });
    await world.settled();
    expect(await read(`Get${type}`, { [idMember]: id })).toMatchObject({ Status: 'DELETED' });
  });

  it('entity sets show their status', async () => {
    await begin();
    const Outputs = outputs({ Status: { 'Fn::GetAtt': ['List', 'Status'] } });
    const { Outputs: shown } = await deployed('CreateStack', { List: listOf('ThreatEntitySet') }, { Outputs });
    expect(shown).toMatchObject([{ OutputValue: 'ACTIVE' }]);
  });

  it('a stack waits until a list is active', async () => {
    await begin(true);
    let waited = 0;
    let made: Awaited<ReturnType<typeof deployed>> | undefined;
    void deployed('CreateStack', { List: listOf('IPSet') }).then((stack) => {
      made = stack;
    });
    for (await turns(); !made && waited < 120; await turns(), waited += 10) await world.simulation.clock.advance(10);
    expect(made).toMatchObject({ StackStatus: 'CREATE_COMPLETE' });
    expect(waited).toBeGreaterThanOrEqual(60);
  });

  it('fails when GuardDuty cannot use the file of an entity set, in its words', async () => {
    await begin();
    await upload('one.txt', 'neither address nor domain\n');
    await deployed('CreateStack', { List: listOf('TrustedEntitySet') });
    expect((await world.events('lists')).join('\n')).toMatch(
      /List CREATE_FAILED .* is in status ERROR. The file has an entry that is not valid: neither address nor domain/,
    );
  });

  it('another format needs a new list, which is refused while the old one uses up the quota', async () => {
    await begin();
    await deployed('CreateStack', { List: listOf('IPSet') });
    const { StackStatus } = await deployed('UpdateStack', { List: listOf('IPSet', { Format: 'STIX', Name: 'other' }) });
    expect(StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect((await world.events('lists')).join('\n')).toContain('IPSet limit has exceeded');
  });

  it('fails if someone else has already created a list of that name', async () => {
    await begin();
    const { Activate, ...location } = { Activate: true, Location: `s3://${BUCKET}/two.txt` };
    await read('CreateThreatIntelSet', { Name: 'office', Format: 'TXT', Activate, ...location });
    const { StackStatus } = await deployed('CreateStack', { List: listOf('ThreatIntelSet') });
    expect(StackStatus).toBe('ROLLBACK_COMPLETE');
    expect((await world.events('lists')).join('\n')).toContain('a ThreatIntelSet with the given name already exists');
  });

  it('a filter is created, changed in place, replaced under another name, and deleted', async () => {
    await begin();
    await deployed('CreateStack', { Rule: filterOf() });
    expect(await read('GetFilter', { FilterName: 'scanner' })).toMatchObject({
      Action: 'ARCHIVE',
      Rank: 1,
      Description: 'ours',
      Version: 1,
      FindingCriteria: { Criterion: { type: { Matches: ['Recon:*'] } } },
    });
    await deployed('UpdateStack', { Rule: filterOf({ Description: 'the scanner of the security team' }) });
    expect(await read('GetFilter', { FilterName: 'scanner' })).toMatchObject({ Version: 2 });
    await deployed('UpdateStack', { Rule: filterOf({ Name: 'scanners' }) });
    expect(await read('ListFilters')).toMatchObject({ FilterNames: ['scanners'] });
    await world.call('DeleteStack', { StackName: 'lists' });
    await world.settled();
    expect(await read('ListFilters')).toMatchObject({ FilterNames: [] });
  });

  it('another detector gets its own rules and lists; those of the old one count as deleted', async () => {
    await begin();
    await deployed('CreateStack', { Rule: filterOf(), List: listOf('IPSet') });
    await read('DeleteDetector');
    ({ DetectorId } = await world.invoke<{ DetectorId: string }>('guardduty', 'CreateDetector', { Enable: true }));
    const { StackStatus } = await deployed('UpdateStack', { Rule: filterOf(), List: listOf('IPSet') });
    expect(StackStatus).toBe('UPDATE_COMPLETE');
    expect(await read('ListFilters')).toMatchObject({ FilterNames: ['scanner'] });
    expect(await read('ListIPSets')).toMatchObject({ IpSetIds: [expect.any(String)] });
    expect((await world.events('lists')).filter((line) => line.includes('DELETE_FAILED'))).toEqual([]);
  });

  it('resources that were deleted with their detector count as deleted', async () => {
    await begin();
    await deployed('CreateStack', { Rule: filterOf(), List: listOf('IPSet') });
    await read('DeleteDetector');
    await world.call('DeleteStack', { StackName: 'lists' });
    await world.settled();
    await expect(world.stack('lists')).rejects.toThrow('does not exist');
  });
});
