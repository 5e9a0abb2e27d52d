import {
  CreateIPSetCommand,
  CreateSampleFindingsCommand,
  CreateThreatEntitySetCommand,
  CreateThreatIntelSetCommand,
  CreateTrustedEntitySetCommand,
  DeleteIPSetCommand,
  GetFindingsCommand,
  GetIPSetCommand,
  GetThreatEntitySetCommand,
  ListFindingsCommand,
  ListIPSetsCommand,
  ListTagsForResourceCommand,
  ListThreatIntelSetsCommand,
  TagResourceCommand,
  UpdateIPSetCommand,
} from '@aws-sdk/client-guardduty';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GuardDutyOrganization } from '../../../src/fixtures/guardduty-organization';
import { SECURITY } from '../../../src/fixtures/organization-of';
import { putFinding } from '../../../src/services/guardduty';
import { iam } from '../../../src/services/iam';
import { kms } from '../../../src/services/kms';
import { s3 } from '../../../src/services/s3';
import { policy, sessionOf } from '../../authorization/role-session';

const MEMBER = '333333333333';
const BUCKET = 'lists-of-the-security-team';
const TRUSTED = '203.0.113.7';
const REGION = 'eu-west-1';

describe('GuardDuty lists', () => {
  let world: GuardDutyOrganization;
  let DetectorId: string;

  beforeEach(async () => {
    world = await GuardDutyOrganization.start({}, [s3, iam, kms]);
    await world.delegate();
    await world.add([MEMBER]);
    DetectorId = await world.detectorId(SECURITY);
    const configuration = { CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' as const } };
    await storage().send(new CreateBucketCommand({ Bucket: BUCKET, ...configuration }));
    await upload('office.txt', `${TRUSTED}\n198.51.100.0/24\n`);
  });

  const client = () => world.as(SECURITY);
  const storage = () => new S3Client({ ...clientConfig(), forcePathStyle: true });
  const clientConfig = () => ({
    region: REGION,
    credentials: { accessKeyId: `AKIA${SECURITY}`, secretAccessKey: 'secret' },
    requestHandler: client().config.requestHandler,
    maxAttempts: 1,
  });
  const upload = (Key: string, Body: string) => storage().send(new PutObjectCommand({ Bucket: BUCKET, Key, Body }));
  const at = (key: string) => `s3://${BUCKET}/${key}`;
  const list = (Name: string, key = 'office.txt', Activate = true) => ({
    DetectorId,
    Name,
    Format: 'TXT' as const,
    Location: at(key),
    Activate,
  });
  const trust = async (key = 'office.txt') =>
    (await client().send(new CreateIPSetCommand(list('office', key)))).IpSetId ?? '';
  const status = async (IpSetId: string) => (await client().send(new GetIPSetCommand({ DetectorId, IpSetId }))).Status;
  /** an API call from an address, seen in the member account */
  const seen = (ipAddressV4: string) =>
    putFinding(world.simulation, {
      account: MEMBER,
      region: REGION,
      finding: {
        type: 'UnauthorizedAccess:IAMUser/MaliciousIPCaller.Custom',
        service: {
          action: {
            actionType: 'AWS_API_CALL',
            awsApiCallAction: { api: 'ListBuckets', remoteIpDetails: { ipAddressV4 } },
          },
        },
      },
    });
  const resolved = (domain: string, type = 'Trojan:EC2/DNSDataExfiltration') =>
    putFinding(world.simulation, {
      account: MEMBER,
      region: REGION,
      finding: { type, service: { action: { actionType: 'DNS_REQUEST', dnsRequestAction: { domain } } } },
    });
  const nothing = (name: string) => expect.objectContaining({ message: expect.stringContaining(`${name} trusts`) });
  const refusal = (because: string) => ({
    name: 'BadRequestException',
    message: `The request is rejected because ${because}.`,
  });

  test('a trusted IP list takes a while to activate; then no finding arises in any account for its addresses', async () => {
    const id = await trust();
    expect(await status(id)).toBe('ACTIVATING');
    expect(seen(TRUSTED).accountId).toBe(MEMBER);
    await world.pass(60);
    expect(await status(id)).toBe('ACTIVE');
    expect(() => seen(TRUSTED)).toThrow(nothing('office'));
    expect(() => seen('198.51.100.200')).toThrow(nothing('office'));
    expect(seen('203.0.113.8').accountId).toBe(MEMBER);
  });

  test('F16: a changed object has no effect until the list is activated and GuardDuty reads it', async () => {
    const IpSetId = await trust();
    await world.pass(60);
    await upload('office.txt', '203.0.113.8\n');
    await world.pass(24 * 3600);
    expect(() => seen(TRUSTED)).toThrow(nothing('office'));
    expect(seen('203.0.113.8').accountId).toBe(MEMBER);
    await client().send(new UpdateIPSetCommand({ DetectorId, IpSetId, Activate: true }));
    await world.pass(60);
    expect(seen(TRUSTED).accountId).toBe(MEMBER);
    expect(() => seen('203.0.113.8')).toThrow(nothing('office'));
  });

  test('a list that is deactivated or deleted no longer has an effect', async () => {
    const IpSetId = await trust();
    await world.pass(60);
    await client().send(new UpdateIPSetCommand({ DetectorId, IpSetId, Activate: false }));
    expect(await status(IpSetId)).toBe('DEACTIVATING');
    await expect(client().send(new DeleteIPSetCommand({ DetectorId, IpSetId }))).rejects.toMatchObject(
      refusal('the status of the list is DEACTIVATING'),
    );
    await world.pass(60);
    expect(seen(TRUSTED).accountId).toBe(MEMBER);
    await client().send(new DeleteIPSetCommand({ DetectorId, IpSetId }));
    expect(await status(IpSetId)).toBe('DELETE_PENDING');
    await world.pass(60);
    expect(await status(IpSetId)).toBe('DELETED');
    expect((await client().send(new ListIPSetsCommand({ DetectorId }))).IpSetIds).toEqual([]);
  });

  test('the limits are one trusted and six threat lists, with distinct names', async () => {
    await trust();
    await expect(trust()).rejects.toMatchObject(refusal('a IPSet with the given name already exists'));
    const another = new CreateIPSetCommand(list('another'));
    await expect(client().send(another)).rejects.toMatchObject(refusal('IPSet limit has exceeded'));
    const threat = (name: string) => client().send(new CreateThreatIntelSetCommand(list(name)));
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) await threat(name);
    await expect(threat('g')).rejects.toMatchObject(refusal('ThreatIntelSet limit has exceeded'));
    const { ThreatIntelSetIds } = await client().send(new ListThreatIntelSetsCommand({ DetectorId }));
    expect(ThreatIntelSetIds).toHaveLength(6);
  });

  test("the administrator's lists apply to its members, who can see and cannot change them", async () => {
    const id = await trust();
    const mine = await world.detectorId(MEMBER);
    const member = world.as(MEMBER);
    expect((await member.send(new ListIPSetsCommand({ DetectorId: mine }))).IpSetIds).toEqual([id]);
    await expect(member.send(new CreateIPSetCommand({ ...list('own'), DetectorId: mine }))).rejects.toMatchObject(
      refusal('member accounts cannot manage specified resources or properties'),
    );
  });

  test.each([
    ['ftp://somewhere/file.txt', 'location'],
    ['https://example.com/file.txt', 'location'],
    [`s3://${BUCKET}/missing.txt`, 'location'],
    ['s3://no-such-bucket/file.txt', 'location'],
  ])('fails when the location is %s', async (Location, parameter) => {
    const create = client().send(new CreateIPSetCommand({ ...list('office'), Location }));
    await expect(create).rejects.toMatchObject(refusal(`the parameter ${parameter} has an invalid value`));
  });

  test('all the documented forms of a location lead to the object', async () => {
    const forms = [
      `https://s3.amazonaws.com/${BUCKET}/office.txt`,
      `https://s3-eu-west-1.amazonaws.com/${BUCKET}/office.txt`,
      `http://${BUCKET}.s3.amazonaws.com/office.txt`,
      `http://${BUCKET}.s3-eu-west-1.amazonaws.com/office.txt`,
      `https://${BUCKET}.s3.eu-west-1.amazonaws.com/office.txt`,
      `s3://${BUCKET}/office.txt`,
    ];
    for (const [at, Location] of forms.entries())
      await client().send(new CreateThreatIntelSetCommand({ ...list(`form-${at}`), Location }));
    const { ThreatIntelSetIds } = await client().send(new ListThreatIntelSetsCommand({ DetectorId }));
    expect(ThreatIntelSetIds).toHaveLength(forms.length);
  });

  test('an entity set with an unusable file ends in ERROR with the reason', async () => {
    await upload('broken.txt', 'example.com\nnot an entry\n');
    const create = new CreateThreatEntitySetCommand(list('broken', 'broken.txt'));
    const { ThreatEntitySetId } = await client().send(create);
    await world.pass(60);
    const get = new GetThreatEntitySetCommand({ DetectorId, ThreatEntitySetId });
    expect(await client().send(get)).toMatchObject({
      Status: 'ERROR',
      ErrorDetails: 'The file has an entry that is not valid: not an entry',
      CreatedAt: expect.any(Date),
    });
  });

  test('a trusted entity set applies to domains and DNS findings, an IP list neither to them nor to Runtime Monitoring', async () => {
    await upload('partners.txt', 'partner.example\n203.0.113.9\n');
    await trust();
    await client().send(new CreateTrustedEntitySetCommand(list('partners', 'partners.txt')));
    await world.pass(60);
    expect(() => resolved('Partner.example')).toThrow(nothing('partners'));
    expect(resolved('other.example').accountId).toBe(MEMBER);
    expect(resolved('partner.example', 'Backdoor:Runtime/C&CActivity.B!DNS').accountId).toBe(MEMBER);
    expect(() => seen('203.0.113.9')).toThrow(nothing('partners'));
  });

  test('no list applies to private addresses', async () => {
    await upload('office.txt', '10.0.0.0/8\n');
    await trust();
    await world.pass(60);
    expect(seen('10.1.2.3').accountId).toBe(MEMBER);
  });

  test('a finding shows the threat lists that contain its address; if that is also trusted, no finding arises', async () => {
    await upload('known.txt', `203.0.113.66\n${TRUSTED}\n`);
    await client().send(new CreateThreatIntelSetCommand(list('known-bad', 'known.txt')));
    await trust();
    await world.pass(60);
    const FindingIds = [seen('203.0.113.66').id];
    const { Findings } = await client().send(new GetFindingsCommand({ DetectorId, FindingIds }));
    expect(Findings?.[0]?.Service?.Evidence).toEqual({
      ThreatIntelligenceDetails: [{ ThreatListName: 'known-bad', ThreatNames: [] }],
    });
    expect(() => seen(TRUSTED)).toThrow(nothing('office'));
  });

  test('samples arise whatever the lists contain', async () => {
    await trust();
    await world.pass(60);
    const FindingTypes = ['Recon:EC2/PortProbeUnprotectedPort'];
    await client().send(new CreateSampleFindingsCommand({ DetectorId, FindingTypes: FindingTypes as never }));
    expect((await client().send(new ListFindingsCommand({ DetectorId }))).FindingIds).toHaveLength(1);
  });

  test('lists have tags', async () => {
    const id = await trust();
    const ResourceArn = `arn:aws:guardduty:eu-west-1:${SECURITY}:detector/${DetectorId}/ipset/${id}`;
    await client().send(new TagResourceCommand({ ResourceArn, Tags: { team: 'security' } }));
    expect((await client().send(new ListTagsForResourceCommand({ ResourceArn }))).Tags).toEqual({ team: 'security' });
  });

  test('IP lists need permission to change the policies of GuardDuty’s own role, entity sets permission to read the object', async () => {
    const role = `arn:aws:iam::${SECURITY}:role/lists`;
    const Principal = { AWS: `arn:aws:iam::${SECURITY}:root` };
    const trustPolicy = { Statement: [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }] };
    const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', ...trustPolicy });
    await asAdministrator('CreateRole', { RoleName: 'lists', AssumeRolePolicyDocument });
    const allow = (...actions: string[]) =>
      asAdministrator('PutRolePolicy', {
        RoleName: 'lists',
        PolicyName: 'inline',
        PolicyDocument: policy({ Action: ['guardduty:*', ...actions] }),
      });
    const session = () => sessionOf(client().constructor as never, world.simulation, role) as ReturnType<typeof client>;
    await allow();
    await expect(session().send(new CreateIPSetCommand(list('office')))).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining('iam:PutRolePolicy on resource: '),
    });
    await expect(session().send(new CreateTrustedEntitySetCommand(list('partners')))).rejects.toMatchObject({
      message: expect.stringContaining(`s3:GetObject on resource: arn:aws:s3:::${BUCKET}/office.txt`),
    });
    await allow('iam:PutRolePolicy', 's3:GetObject');
    await session().send(new CreateIPSetCommand(list('office')));
    await session().send(new CreateTrustedEntitySetCommand(list('partners')));
  });

  const asAdministrator = (operation: string, input: object) =>
    world.simulation.invoke('iam', operation, input, {
      principal: world.simulation.principals.administrator(SECURITY),
      region: REGION,
    });
});
