import { controllerPermissions } from '../../lib/controller-permissions';
import { desiredIn } from '../../lib/rollout/detection';

import { rolloutOf } from './stacks/synthesized';

const ofService = (service: string, input: Parameters<typeof rolloutOf>[0] = {}) => {
  const desired = rolloutOf(input).detections.flatMap(desiredIn);
  return controllerPermissions(desired.filter((each) => each.service === service));
};

describe('what a controller may do in all its regions', () => {
  it('is what it may do in one of them if all need the same', () => {
    const one = ofService('guardduty', { regions: ['eu-west-1'] });
    expect(ofService('guardduty')).toEqual(one);
  });

  it('has each sid once, as IAM requires', () => {
    const sids = ofService('guardduty', { onRemoval: 'disable' }).map(({ sid }) => sid);
    expect(new Set(sids).size).toBe(sids.length);
    expect(sids).toContain('LetGo');
    const [desired] = rolloutOf().detections.flatMap(desiredIn);
    if (desired?.service !== 'guardduty') throw new Error('the first is of GuardDuty');
    const place = {
      bucketRegion: 'eu-west-1',
      bucketAccount: '222222222222',
      prefix: 'findings/',
      overrideExisting: false,
    };
    const exporting = ['one', 'two'].map((name) => ({
      ...desired,
      export: { ...place, bucket: name, key: `alias/${name}` },
    }));
    const exported = controllerPermissions(exporting);
    expect(exported.find(({ sid }) => sid === 'FindExportFolder')?.resources).toHaveLength(2);
    // conditions that differ cannot be said at once
    expect(exported.filter(({ sid }) => /^FindExportKey2?$/.test(sid))).toHaveLength(2);
  });

  it('includes assuming the member roles that any of the regions names', () => {
    const role = (name: string) => ({ role: name, externalId: 'agreed-4711' });
    const outsideMembers = {
      externalId: 'agreed-4711',
      accounts: [
        { account: '900000000001', email: 'a@partner.example', regions: ['eu-west-1'], ...role('first') },
        { account: '900000000002', email: 'b@partner.example', regions: ['ap-northeast-3'], ...role('second') },
      ],
    };
    expect(ofService('invitations', { outsideMembers }).at(-1)).toMatchObject({
      sid: 'AssumeMemberRoles',
      resources: [expect.stringContaining('role/first'), expect.stringContaining('role/second')],
    });
  });
});
