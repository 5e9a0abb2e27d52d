import { App, Stack } from 'aws-cdk-lib';
import type { PermissionSet } from '../../../../lambda/aws/permissions/permission-set';
import { registry } from '../../../../lambda/controllers/registry';
import { acknowledgeWildcards, statementOf } from '../../../../lib/constructs/roles/permission-statements';
import type { Place } from '../../../../lib/names';
import { acknowledged } from '../../acknowledged';

const place: Place = { partition: 'aws-us-gov', account: '222222222222', region: 'us-gov-west-1' };
const detectors: PermissionSet = {
  sid: 'Detectors',
  actions: ['guardduty:GetDetector'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: IAM's own placeholders
  resources: ['arn:${partition}:guardduty:${region}:${account}:detector/*'],
  reason: 'AWS chooses the id',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: IAM's own placeholders
  conditions: { StringEquals: { 'aws:RequestedRegion': '${region}' } },
};
const anything: PermissionSet = { sid: 'Any', actions: ['guardduty:ListDetectors'], resources: ['*'] };

describe('the statement of a permission set', () => {
  it('grants its actions on its resources, in this account and region', () => {
    expect(statementOf(detectors, place).toStatementJson()).toEqual({
      Sid: 'Detectors',
      Effect: 'Allow',
      Action: 'guardduty:GetDetector',
      Resource: 'arn:aws-us-gov:guardduty:us-gov-west-1:222222222222:detector/*',
      Condition: { StringEquals: { 'aws:RequestedRegion': 'us-gov-west-1' } },
    });
  });
});

describe('the wildcards of permission sets', () => {
  it('are accepted with the reasons of every set that has them', () => {
    const stack = new Stack(new App(), 'Stack');
    acknowledgeWildcards(
      stack,
      [
        { ...anything, reason: 'no resource' },
        { ...anything, sid: 'More', reason: 'none either' },
      ],
      place,
    );
    expect([...acknowledged(stack)]).toEqual([
      ['AwsSolutions-IAM5[Resource::*]', 'Any: no resource. More: none either.'],
    ]);
  });

  it('fail the synthesis if a set gives no reason for one', () => {
    expect(() => acknowledgeWildcards(new Stack(), [anything], place)).toThrow(
      'permission set Any has the wildcard * and gives no reason',
    );
  });

  it.each(Object.values(registry))('of the $service controller all have a reason', ({ permissions: { always } }) => {
    expect(() => acknowledgeWildcards(new Stack(), always, place)).not.toThrow();
  });
});
