import { readFinding } from '../../../lambda/findings/finding';
import { eventKey } from '../../../lambda/findings/occurrence';
import { render } from '../../../lambda/findings/render';
import { corpus, recorded } from '../../findings/corpus';
import { enriched } from './enriched';

const about = (type: string, resource: object) => enriched({ ...recorded(type), resource }).resource;
const BLOCKS = {
  accessKeyDetails: { userName: 'alice', userType: 'IAMUser', principalId: 'AIDA1', accessKeyId: 'AKIA1' },
  instanceDetails: { instanceId: 'i-0abc' },
  s3BucketDetails: [{ name: 'payroll' }],
  eksClusterDetails: { name: 'shop' },
};

describe('what is affected', () => {
  it.each([
    ['AccessKey', 'credentials of alice'],
    ['Instance', 'EC2 instance i-0abc'],
    ['S3Bucket', 'S3 bucket payroll'],
    ['EKSCluster', 'EKS cluster shop'],
  ])('follows the type of resource %s, whatever else the finding carries', (resourceType, expected) => {
    expect(about('UnauthorizedAccess:IAMUser/TorIPCaller', { resourceType, ...BLOCKS })).toBe(expected);
  });

  it.each([
    ['UnauthorizedAccess:IAMUser/TorIPCaller', 'credentials of alice'],
    ['Recon:EC2/Portscan', 'EC2 instance i-0abc'],
    ['Discovery:S3/AnomalousBehavior', 'S3 bucket payroll'],
  ])('follows the type %s if the type of resource is missing', (type, expected) => {
    expect(about(type, BLOCKS)).toBe(expected);
  });

  it('is the account if its public access block was removed', () => {
    expect(enriched(recorded('Policy:S3/AccountBlockPublicAccessDisabled')).resource).toBe(
      'S3 Block Public Access of account 333333333333',
    );
  });

  it('is all that an attack sequence without its sequence names', () => {
    const { service: _, ...rest } = recorded('AttackSequence:EKS/CompromisedCluster');
    expect(enriched({ ...rest, resource: { resourceType: 'AttackSequence', ...BLOCKS } }).resource).toBe(
      'resources payroll, shop, i-0abc',
    );
  });

  it('is a container by its id where it has no name', () => {
    const containerDetails = { name: null, id: 'c0ffee', image: 'web:1' };
    expect(about('Execution:Container/MaliciousFile', { resourceType: 'Container', containerDetails })).toBe(
      'Container c0ffee',
    );
  });
});

describe('who acted', () => {
  it('is the process, the service account or the database user, not the identity that happens to be there', () => {
    expect(enriched(recorded('Execution:Runtime/ReverseShell')).actor).toBe(
      'process /tmp/.x/xmrig (pid 24011, user www) ← /bin/sh, Kubernetes service account system:serviceaccount:shop:web',
    );
    expect(enriched(recorded('CredentialAccess:RDS/AnomalousBehavior.SuccessfulLogin')).actor).toMatch(
      /^database user app \(psql, password\) from 198\.51\.100\.23/,
    );
  });

  it('is the instance itself where it connected to someone, and the address is part of the action', () => {
    const { actor, action } = enriched(recorded('Backdoor:EC2/C&CActivity.B!DNS'));
    expect(actor).toMatch(/^EC2 instance i-/);
    expect(action).toMatch(/^DNS /);
  });
});

describe('what happened', () => {
  const happened = (action: object, more: object = {}) =>
    enriched({ ...recorded('Recon:EC2/Portscan'), service: { action, ...more } });
  const remoteIpDetails = { ipAddressV4: '198.51.100.7' };

  it('names port, protocol, counts, names, paths and hashes', () => {
    const probe = { localPortDetails: { port: '22', portName: 'SSH' }, remoteIpDetails };
    expect(happened({ portProbeAction: { portProbeDetails: [probe, probe] } }).action).toBe('PORT_PROBE 22 (SSH)');
    const made = {
      connectionDirection: 'OUTBOUND',
      protocol: 'TCP',
      remoteIpDetails,
      remotePortDetails: { port: 443 },
    };
    expect(happened({ networkConnectionAction: made }).action).toBe('OUTBOUND TCP 198.51.100.7 443');
    const tries = [{ user: 'app', failedLoginAttempts: 7 }, { successfulLoginAttempts: '1' }];
    expect(happened({ rdsLoginAttemptAction: { LoginAttributes: tries } }).action).toBe('RDS_LOGIN_ATTEMPT 1 ✓ 7 ✗');
    expect(enriched(recorded('Execution:EC2/MaliciousFile')).evidence).toMatch(
      /^threat EICAR-Test-File ×2; file \/tmp\/eicar\.com; hash efef/,
    );
    expect(enriched(recorded('Impact:IAMUser/AnomalousModelInvocation')).evidence).toContain(
      'model anthropic.claude-v2',
    );
  });

  it('names the signals of an attack sequence, unknown ones too', () => {
    const signals = [{ type: 'QUANTUM', name: 'Orbit:Satellite/Changed', count: 3 }, { type: 'NEW_SIGNAL_TYPE' }];
    const sequence = { signals, sequenceIndicators: [{ key: 'NEW_INDICATOR', values: 'x' }] };
    const { action, signs } = happened({}, { detection: { sequence } });
    expect(action).toBe('Orbit:Satellite/Changed ×3, NEW_SIGNAL_TYPE');
    expect(signs).toEqual(['NEW_INDICATOR: x']);
  });

  it.each(corpus.map(({ type, finding }) => [type, finding] as const))(
    '%s: a message names actor, action and evidence, or says which is not in the finding',
    (_, finding) => {
      const notification = enriched(finding);
      const mail = render(notification, { kind: 'email' }, 'en');
      const text = 'message' in mail ? String(mail.message) : '';
      const absent = /^Not in the finding: (.*)$/m.exec(text)?.[1]?.split(', ') ?? [];
      for (const label of ['Actor', 'Action']) expect(text.includes(`\n${label}: `)).toBe(!absent.includes(label));
      const evident = /\n(Evidence|Indicators): /.test(text);
      expect(evident).toBe(!absent.includes('Evidence'));
    },
  );
});

test('ten thousand actors and resources take no time that grows with their square', () => {
  const many = <T>(make: (at: number) => T) => Array.from({ length: 10_000 }, (_, at) => make(at));
  const sequence = {
    actors: many((at) => ({ user: { uid: `AIDA${at}`, name: `u${at}`, type: 'IAMUser' } })),
    resources: many((at) => ({ resourceType: 'S3_BUCKET', uid: `arn:aws:s3:::b${at}`, name: `b${at}` })),
    endpoints: many((at) => ({ ip: `10.0.${at % 250}.${Math.floor(at / 250)}` })),
    signals: many((at) => ({ name: `s${at}` })),
  };
  const finding = { ...recorded('AttackSequence:S3/CompromisedData'), service: { detection: { sequence } } };
  const started = Date.now();
  expect(enriched(finding).entities).toHaveLength(40);
  // the quadratic version took 16 s on a quiet machine
  expect(Date.now() - started).toBeLessThan(5000);
});

test('a name of a megabyte makes no message that a bus refuses', () => {
  const username = 'x'.repeat(1_000_000);
  const kubernetesDetails = { kubernetesUserDetails: { username } };
  const resource = { resourceType: 'EKSCluster', eksClusterDetails: { name: 'shop' }, kubernetesDetails };
  const { finding: _, ...notification } = enriched({
    ...recorded('Discovery:Kubernetes/SuccessfulAnonymousAccess'),
    resource,
  });
  expect(JSON.stringify(notification).length).toBeLessThan(20_000);
});

test('a finding nested ten thousand deep is read, kept and passed on', () => {
  const deep = JSON.parse(`{"type":"x","resource":${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}}`);
  expect(eventKey(readFinding(deep))).toMatch(/^shape-/);
  expect(JSON.stringify(enriched(deep)).length).toBeLessThan(20_000);
});

describe('the query for the actor', () => {
  it("asks the cluster's audit log or the database's log where CloudTrail has nothing", () => {
    const { query, otherQueries } = enriched(recorded('Discovery:Kubernetes/SuccessfulAnonymousAccess'));
    expect(query?.statement).toMatch(
      /^# \/aws\/eks\/shop\/cluster from [\s\S]*kube-apiserver-audit[\s\S]*user\.username = "/,
    );
    expect(otherQueries).toEqual([]);
    expect(enriched(recorded('CredentialAccess:RDS/AnomalousBehavior.SuccessfulLogin')).query?.statement).toMatch(
      /^# \/aws\/rds\/cluster\/orders\/postgresql from [\s\S]*@message like "app"\n[\s\S]*@message like "198\.51\.100\.23"/,
    );
  });

  it('asks about the credentials, not about an instance that the finding carries too', () => {
    const resource = { resourceType: 'AccessKey', ...BLOCKS };
    const { query } = enriched({ ...recorded('UnauthorizedAccess:IAMUser/TorIPCaller'), resource });
    expect(query?.statement).toContain("'AIDA1'");
    expect(query?.statement).not.toContain('i-0abc');
  });
});
