import { readFinding } from '../../../../lambda/findings/finding';
import { eventKey } from '../../../../lambda/findings/occurrence';
import { findingsIn } from '../../../../lambda/findings/shape/locate';
import { recorded } from '../../../findings/corpus';
import { enriched } from '../enriched';

const TOR = recorded('UnauthorizedAccess:IAMUser/TorIPCaller');
const READ = readFinding(TOR);
const { accessKeyDetails } = TOR.resource as { accessKeyDetails: Readonly<Record<string, string>> };
const { principalId, userName, userType, accessKeyId } = accessKeyDetails;

/** As Security Hub sends it: the product's ids and types as they are, times as numbers, resources by CloudFormation's names. */
const OCSF = {
  class_uid: 2004,
  metadata: { product: { name: 'GuardDuty', uid: 'arn:aws:securityhub:eu-west-1::productv2/aws/guardduty' } },
  cloud: { account: { uid: '333333333333' }, region: 'eu-west-1' },
  finding_info: {
    uid: READ.arn,
    uid_alt: READ.id,
    title: READ.title,
    types: [READ.type],
    first_seen_time: READ.firstSeen,
    last_seen_time_dt: new Date(READ.lastSeen ?? 0).toISOString(),
  },
  severity: 'Medium',
  resources: [
    {
      type: 'AWS::IAM::AccessKey',
      uid: accessKeyId,
      data: { access_key_id: accessKeyId, principal_id: principalId, user_name: userName, user_type: userType },
    },
  ],
  evidences: [
    { src_endpoint: { ip: '192.0.2.77' }, api: { operation: 'ListUsers', service: { name: 'iam.amazonaws.com' } } },
  ],
};
const IMPORTED = {
  source: 'aws.securityhub',
  'detail-type': 'Findings Imported V2',
  id: 'e-3',
  region: 'eu-west-1',
  detail: { findings: [OCSF] },
};

const ASFF = {
  SchemaVersion: '2018-10-08',
  Id: READ.arn,
  ProductArn: 'arn:aws:securityhub:eu-west-1::product/aws/guardduty',
  AwsAccountId: '333333333333',
  Types: ['TTPs/Discovery/Recon:EC2-PortProbeUnprotectedPort'],
  FirstObservedAt: '2026-11-20T08:17:42Z',
  Severity: { Product: 2, Label: 'LOW' },
  Title: 'a port was probed',
  ProductFields: {
    'aws/guardduty/service/count': '7',
    'aws/guardduty/service/action/actionType': 'PORT_PROBE',
    'aws/guardduty/__proto__/polluted': 'yes',
  },
  Resources: [{ Type: 'AwsEc2Instance', Id: 'arn:aws:ec2:eu-west-1:333333333333:instance/i-0abc' }],
};

const only = (value: unknown) => {
  const { findings, refused } = findingsIn(value);
  expect(refused).toEqual([]);
  expect(findings).toHaveLength(1);
  return findings[0];
};

describe("GuardDuty's finding in a finding of Security Hub", () => {
  it('is the same event as GuardDuty’s own, in OCSF', () => {
    const finding = only(IMPORTED);
    expect(eventKey(readFinding(finding))).toBe(eventKey(READ));
    expect(readFinding(finding)).toMatchObject({ id: READ.id, type: READ.type, accountId: '333333333333' });
    expect(enriched(finding)).toMatchObject({
      resource: enriched(TOR).resource,
      region: 'eu-west-1',
      action: 'ListUsers (iam.amazonaws.com)',
      severity: { word: 'Medium' },
      actor: expect.stringContaining('192.0.2.77'),
    });
  });

  it('is read from the older format too, without the fields of other products', () => {
    const finding = only({ detail: { findings: [ASFF] }, source: 'aws.securityhub' });
    expect(readFinding(finding)).toMatchObject({
      id: READ.id,
      type: 'Recon:EC2/PortProbeUnprotectedPort',
      count: 7,
      severity: { value: 2 },
    });
    expect(enriched(finding).resource).toBe('EC2 instance i-0abc');
    expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain('polluted');
  });

  it('names every kind of resource that Security Hub and GuardDuty both know', () => {
    const affected = (Type: string, Id: string) =>
      enriched(only({ ...ASFF, Resources: [{ Type, Id, Details: { AwsIamAccessKey: { PrincipalName: 'alice' } } }] }))
        .resource;
    expect(affected('AwsS3Bucket', 'arn:aws:s3:::payroll')).toBe('S3 bucket payroll');
    expect(affected('AwsEksCluster', 'arn:aws:eks:eu-west-1:333333333333:cluster/shop')).toBe('EKS cluster shop');
    expect(affected('AwsLambdaFunction', 'arn:aws:lambda:eu-west-1:333333333333:function:resize')).toBe(
      'Lambda function resize',
    );
    expect(affected('AwsRdsDbInstance', 'arn:aws:rds:eu-west-1:333333333333:db:orders')).toBe('Database orders');
    expect(affected('AwsIamAccessKey', 'AWS::IAM::AccessKey:AKIAIOSFODNN7EXAMPLE')).toBe('credentials of alice');
  });

  it('of another product is refused by its name', () => {
    const other = { ...OCSF, metadata: { product: { name: 'Inspector', uid: 'arn:aws:x/aws/inspector' } } };
    expect(findingsIn({ detail: { findings: [other] } })).toMatchObject({
      findings: [],
      refused: [{ path: 'detail.findings[0]', because: { kind: 'otherProduct', product: 'Inspector' } }],
    });
  });
});
