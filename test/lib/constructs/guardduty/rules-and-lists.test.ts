import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import { masked, templateOf } from '../../stacks/synthesized';

const HOME = 'Detection-eu-west-1';
const AWAY = 'Detection-ap-northeast-3';
const LISTS = ['AWS::GuardDuty::IPSet', 'AWS::GuardDuty::ThreatIntelSet'];
const ENTITIES = ['AWS::GuardDuty::TrustedEntitySet', 'AWS::GuardDuty::ThreatEntitySet'];
const detectorId = { 'Fn::GetAtt': [Match.stringLikeRegexp('^GuardDutyState'), 'DetectorId'] };

describe('the rules and lists that the administrator sets for all accounts', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'muster-lists-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const file = (name: string, content: string) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
  const office = (content = '203.0.113.7\n') => ({ name: 'office', file: file('office.txt', content) });
  const listOf = (template: Template, type: string) => {
    const [entry, ...others] = Object.entries(template.findResources(type));
    expect(others).toEqual([]);
    return { id: entry?.[0], ...entry?.[1].Properties };
  };
  const stateOf = (template: Template) => Object.values(template.findResources('Custom::GuardDuty'))[0]?.Properties;

  it('have a filter of GuardDuty for each suppression rule, in the detector that the controller found or created', () => {
    const criteria = { type: 'Recon:EC2/Portscan', severity: { lessThan: 7 }, accountId: ['333333333333'] };
    const template = templateOf(HOME, {
      guardDuty: { suppressionRules: [{ name: 'scanner', description: 'ours', criteria }] },
    });
    template.hasResource('AWS::GuardDuty::Filter', {
      Properties: {
        DetectorId: detectorId,
        Name: 'scanner',
        Description: 'ours',
        Action: 'ARCHIVE',
        FindingCriteria: {
          Criterion: {
            type: { Equals: ['Recon:EC2/Portscan'] },
            severity: { LessThan: 7 },
            accountId: { Equals: ['333333333333'] },
          },
        },
      },
      DeletionPolicy: 'Delete',
    });
  });

  it("have a list for each file, which is uploaded to the region's own bucket for deployments", () => {
    const list = office();
    const template = templateOf(HOME, {
      guardDuty: {
        trustedIpLists: [list],
        threatIpLists: [list],
        trustedEntityLists: [list],
        threatEntityLists: [list],
      },
    });
    for (const type of [...LISTS, ...ENTITIES])
      template.hasResource(type, {
        Properties: {
          DetectorId: detectorId,
          Name: 'office',
          Format: 'TXT',
          Activate: true,
          ExpectedBucketOwner: '222222222222',
          Location: Match.stringLikeRegexp('^s3://cdk-hnb659fds-assets-222222222222-eu-west-1/[0-9a-f]{64}\\.txt$'),
        },
        DeletionPolicy: 'Delete',
      });
  });

  it('F16: have a new location after a change of the file, so that GuardDuty reads it again, but not after a changed remark', () => {
    const template = (content: string) => templateOf(HOME, { guardDuty: { trustedIpLists: [office(content)] } });
    const [before, remarked, changed] = ['203.0.113.7\n', '# Berlin\n203.0.113.7\n\n', '203.0.113.8\n'].map(template);
    if (!before || !remarked || !changed) throw new Error('three templates');
    expect(remarked.toJSON()).toEqual(before.toJSON());
    const [old, now] = [before, changed].map((each) => listOf(each, 'AWS::GuardDuty::IPSet'));
    expect([now?.id, now?.Format, now?.Name]).toEqual([old?.id, old?.Format, old?.Name]);
    expect(now?.Location).not.toEqual(old?.Location);
  });

  it('have the controller look up the detector again with every change, wherever the files are', () => {
    const suppressionRules = [{ name: 'scanner', criteria: { type: 'x' } }];
    const found = (guardDuty: object) => stateOf(templateOf(HOME, { guardDuty }))?.ForEverybody;
    const elsewhere = { name: 'office', file: file('moved.txt', '203.0.113.7\n') };
    expect(found({})).toBeUndefined();
    expect(found({ trustedIpLists: [elsewhere] })).toBe(found({ trustedIpLists: [office()] }));
    const all = [
      found({ suppressionRules }),
      found({ trustedIpLists: [office()] }),
      found({ trustedIpLists: [office('203.0.113.8')] }),
    ];
    expect(new Set(all).size).toBe(3);
  });

  it('keep a trusted list under a new name, because GuardDuty has only one; a renamed threat list is a new one', () => {
    const named = (name: string) => {
      const list = { ...office(), name };
      return templateOf(HOME, { guardDuty: { trustedIpLists: [list], threatIpLists: [list] } });
    };
    const idsOf = (template: Template) => LISTS.map((type) => listOf(template, type).id);
    const [[trusted, threat], [renamed, other]] = [idsOf(named('office')), idsOf(named('offices'))] as const;
    expect(renamed).toBe(trusted);
    expect(other).not.toBe(threat);
  });

  it('are only in the regions that they are for, and change nothing in others', () => {
    const guardDuty = {
      suppressionRules: [{ name: 'scanner', criteria: { type: 'x' }, regions: ['eu-west-1'] }],
      threatIpLists: [{ ...office(), regions: ['eu-west-1'] }],
    };
    templateOf(HOME, { guardDuty }).resourceCountIs('AWS::GuardDuty::Filter', 1);
    expect(masked(templateOf(AWAY, { guardDuty }))).toEqual(masked(templateOf(AWAY)));
  });

  it('are left out in mode observe', () => {
    const guardDuty = { suppressionRules: [{ name: 'scanner', criteria: { type: 'x' } }] };
    templateOf(HOME, { guardDuty, mode: 'observe' }).resourceCountIs('AWS::GuardDuty::Filter', 0);
  });

  it('include files of other formats unchanged', () => {
    const feed = (content: string) => ({ name: 'feed', file: file('feed.xml', content), format: 'STIX' as const });
    const template = (content: string) => templateOf(HOME, { guardDuty: { threatIpLists: [feed(content)] } });
    const [one, other] = ['<stix># a</stix>', '<stix># b</stix>'].map((content) =>
      listOf(template(content), 'AWS::GuardDuty::ThreatIntelSet'),
    );
    expect(one).toMatchObject({ Format: 'STIX' });
    expect(other?.Location).not.toEqual(one?.Location);
  });
});
