import fc from 'fast-check';
import { readFinding } from '../../../lambda/findings/finding';
import { suspectsIn } from '../../../lambda/investigation/suspect';
import { corpus, recorded } from '../../findings/corpus';
import { DESIRED } from '../findings/enriched';
import { INVESTIGATION, MEMBER } from './investigated-hub';

const TOR = recorded('UnauthorizedAccess:IAMUser/TorIPCaller');
const NEW = { kind: 'new', count: 1 } as const;
const ENABLED = new Map([[MEMBER, 'ENABLED']]);
const desired = { ...DESIRED, investigation: INVESTIGATION };
const suspects = (finding: unknown, members: ReadonlyMap<string, string> | undefined = ENABLED) =>
  suspectsIn({ finding: readFinding(finding), occurrence: NEW }, desired, members);
const by = (accessKeyDetails: object, more: object = {}) => ({
  ...TOR,
  severity: 8,
  ...more,
  resource: { resourceType: 'AccessKey', accessKeyDetails },
});
const arns = (finding: unknown) => suspects(finding).map(({ arn }) => arn);

describe('a suspect', () => {
  it.each([
    ['a user', { userType: 'IAMUser', userName: 'alice', principalId: 'AIDA1' }, [`arn:aws:iam::${MEMBER}:user/alice`]],
    ['a role', { userType: 'Role', userName: 'ci', principalId: 'AROA1' }, [`arn:aws:iam::${MEMBER}:role/ci`]],
    [
      'the role of a session',
      { userType: 'AssumedRole', userName: 'ci', principalId: 'AROA1:deploy' },
      [`arn:aws:iam::${MEMBER}:role/ci`],
    ],
    ['not a root user', { userType: 'Root', userName: 'Root', principalId: MEMBER }, []],
    ['not a federated user', { userType: 'FederatedUser', userName: 'bob', principalId: `${MEMBER}:bob` }, []],
    ['not a service', { userType: 'AWSService', userName: 'ec2.amazonaws.com' }, []],
    ['not an identity without a name', { userType: 'IAMUser', principalId: 'AIDA1', accessKeyId: 'AKIA1' }, []],
    ['not an identity with only an id', { userType: 'AssumedRole', principalId: 'AROA1:deploy' }, []],
    ['not an identity with a name that IAM would refuse', { userType: 'IAMUser', userName: 'a:user/b' }, []],
  ])('is %s', (_, actor, expected) => {
    expect(arns(by(actor))).toEqual(expected);
  });

  it('has the path that another part of the finding contains', () => {
    const arn = `arn:aws:iam::${MEMBER}:role/service-role/ci`;
    const affected = { 'AWS::IAM::Role': arn, other: `arn:aws:iam::${MEMBER}:role/other/ci2` };
    const service = { action: { awsApiCallAction: { affectedResources: affected } } };
    expect(arns(by({ userType: 'Role', userName: 'ci' }, { service }))).toEqual([arn]);
  });

  it('is in the partition of the finding', () => {
    const arn = `arn:aws-cn:guardduty:eu-west-1:${MEMBER}:detector/d/finding/f`;
    expect(arns({ ...by({ userType: 'IAMUser', userName: 'alice' }), partition: 'aws-cn', arn })).toEqual([
      `arn:aws-cn:iam::${MEMBER}:user/alice`,
    ]);
  });

  it('is each actor of an attack sequence, up to three', () => {
    const sequence = recorded('AttackSequence:IAM/CompromisedCredentials');
    expect(suspects(sequence).length).toBeGreaterThan(0);
    const actors = ['a', 'b', 'c', 'd', 'a'].map((name) => ({ user: { name, type: 'IAMUser', uid: `AIDA${name}` } }));
    const service = { detection: { sequence: { actors } } };
    expect(suspects({ ...sequence, service }).map(({ name }) => name)).toEqual(['a', 'b', 'c']);
  });

  it('does not exist in a sample or an archived finding', () => {
    const alice = { userType: 'IAMUser', userName: 'alice' };
    expect(arns(by(alice, { service: { additionalInfo: { sample: true } } }))).toEqual([]);
    expect(arns(by(alice, { service: { archived: true } }))).toEqual([]);
  });

  it('does not exist if Detective does not cover the account, but exists if the membership is unknown', () => {
    const alice = by({ userType: 'IAMUser', userName: 'alice' });
    expect(suspects(alice, new Map())).toEqual([]);
    expect(suspects(alice, new Map([[MEMBER, 'ACCEPTED_BUT_DISABLED']]))).toEqual([]);
    expect(suspectsIn({ finding: readFinding(alice), occurrence: NEW }, desired, undefined)).toHaveLength(1);
  });

  it('has a valid ARN of IAM, whatever the finding contains', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('a/b', '../x', '', 'x'.repeat(99), '\ud800'));
    const actor = fc.record(
      {
        userType: fc.constantFrom('IAMUser', 'AssumedRole', 'Role', 'Odd'),
        userName: text,
        principalId: text,
        accessKeyId: text,
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.constantFrom(...corpus), actor, ({ finding }, accessKeyDetails) => {
        const resource = { ...(finding.resource as object), accessKeyDetails };
        for (const { arn } of suspects({ ...finding, severity: 9, resource }))
          expect(arn).toMatch(/^arn:aws[\w-]*:iam::\d{12}:(user|role)\/([\x21-\x7e]+\/)?[\w+=,.@-]{1,64}$/);
      }),
    );
  });
});
