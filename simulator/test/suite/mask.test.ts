import { reportOf } from '../../src/suite';
import { Masker } from '../../src/suite/mask';

const SECRETS = {
  account: '482913377164',
  organization: 'o-q8z1k3v7ab',
  root: 'r-k9x2',
  unit: 'ou-k9x2-p4m8s1t6',
  policy: 'p-7hq2w9e4',
  email: 'jane.doe+aws@bank.example.com',
  detector: 'c6b1f0a9d2e34785961a0b2c3d4e5f60',
  key: 'AKIAQ7WEXAMPLE12345',
  role: 'arn:aws:iam::482913377164:role/path/Breakglass-Zürich',
  address: '203.0.113.77',
  name: 'Project Nightingale',
  tagKey: 'merger-partner',
  tagValue: 'ACME',
  token: 'eyJzZWNyZXQiOiJ4In0=',
  uuid: '1b4e28ba-2fa1-11d2-883f-0016d3cca427',
};

/** An answer as AWS gives them, with each secret in its place. */
const ANSWER = {
  Accounts: [
    {
      Id: SECRETS.account,
      Arn: `arn:aws:organizations::${SECRETS.account}:account/${SECRETS.organization}/${SECRETS.account}`,
      Email: SECRETS.email,
      Name: SECRETS.name,
      Status: 'ACTIVE',
      Paths: [`${SECRETS.organization}/${SECRETS.root}/${SECRETS.unit}/${SECRETS.account}/`],
      JoinedTimestamp: new Date(0),
    },
  ],
  Tags: { [SECRETS.tagKey]: SECRETS.tagValue },
  TagList: [{ Key: SECRETS.tagKey, Value: SECRETS.tagValue }],
  Policy: { PolicySummary: { Id: SECRETS.policy, Name: 'PROD', Description: SECRETS.name }, Content: SECRETS.role },
  DetectorId: SECRETS.detector,
  Features: [{ Name: 'S3_DATA_EVENTS', Status: 'ENABLED' }],
  ServiceRole: SECRETS.role,
  NextToken: SECRETS.token,
  Session: { AccessKeyId: SECRETS.key, Uuid: SECRETS.uuid, Ip: SECRETS.address },
};

const report = () =>
  reportOf(
    {
      cases: [
        {
          name: 'a case',
          statement: 'organizations: x',
          result: 'differs',
          differences: [
            {
              kind: 'message',
              expected: 'No.',
              actual: `User: ${SECRETS.role} with ${SECRETS.key} at ${SECRETS.address} (${SECRETS.email}) may not read ${SECRETS.name}`,
            },
          ],
          exchanges: [
            {
              service: 'organizations',
              operation: 'ListAccounts',
              input: { AccountId: SECRETS.account, Name: SECRETS.name, MaxResults: 21 },
              answer: { output: ANSWER },
            },
            {
              service: 'guardduty',
              operation: 'GetDetector',
              input: { DetectorId: SECRETS.detector },
              answer: {
                error: {
                  code: 'BadRequestException',
                  status: 400,
                  message: `${SECRETS.account} ${SECRETS.uuid} ${SECRETS.token}`,
                },
              },
            },
          ],
        },
      ],
      leftovers: [{ what: `unit in ${SECRETS.root}`, why: `no ${SECRETS.unit} of ${SECRETS.organization}` }],
    },
    { mode: 'sandbox', region: 'us-east-1', begunAt: new Date(0) },
  );

test.each(Object.entries(SECRETS))('a planted %s does not appear in the report', (_, secret) => {
  expect(JSON.stringify(report())).not.toContain(secret);
});

test('names that AWS defines stay readable', () => {
  const [difference] = report().differences;
  expect(difference?.exchanges[0]?.answer).toMatchObject({
    Accounts: [{ Status: 'ACTIVE', JoinedTimestamp: '(a time)' }],
    Features: [{ Name: 'S3_DATA_EVENTS', Status: 'ENABLED' }],
  });
  expect(difference?.exchanges[0]?.request).toMatchObject({ MaxResults: 21 });
  expect(difference?.exchanges[1]?.answer).toMatchObject({ code: 'BadRequestException', status: 400 });
});

test('a name in capitals is masked although it looks like a constant', () => {
  expect(JSON.stringify(report())).not.toContain('PROD');
});

test('the same id has the same mask, in requests, answers and messages, and different ids different ones', () => {
  const masker = new Masker();
  masker.learn({ Accounts: [{ Id: '482913377164', Name: 'vault' }, { Id: '482913377165' }] });
  const { Accounts } = masker.answer({ Accounts: [{ Id: '482913377164' }, { Id: '482913377165' }] }) as {
    Accounts: { Id: string }[];
  };
  const [first, second] = Accounts.map(({ Id }) => Id);
  expect(first).toMatch(/^\d{12}$/);
  expect(second).not.toBe(first);
  expect(masker.request({ AccountId: '482913377164' })).toEqual({ AccountId: first });
  expect(masker.text('482913377165 of vault')).toBe(`${second} of text-1`);
});
