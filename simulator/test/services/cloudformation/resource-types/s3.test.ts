import { cloudformation } from '../../../../src/services/cloudformation';
import { stacksSettled } from '../../../../src/services/cloudformation/engine/run';
import { s3 } from '../../../../src/services/s3';
import { worldOf } from '../world';

const Bucket = 'kept-for-long';

const template = (more: object = {}) => ({
  Resources: {
    Kept: {
      Type: 'AWS::S3::Bucket',
      Properties: {
        BucketName: Bucket,
        ObjectLockEnabled: true,
        ObjectLockConfiguration: {
          ObjectLockEnabled: 'Enabled',
          Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: '30' } },
        },
        LifecycleConfiguration: {
          TransitionDefaultMinimumObjectSize: 'varies_by_storage_class',
          Rules: [
            {
              Id: 'age',
              Status: 'Enabled',
              Prefix: 'AWSLogs/',
              ExpirationInDays: 400,
              Transitions: [{ TransitionInDays: 90, StorageClass: 'GLACIER_IR' }],
              NoncurrentVersionExpiration: { NoncurrentDays: 30 },
              AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
            },
            { Status: 'Enabled', ExpiredObjectDeleteMarker: true, ObjectSizeGreaterThan: 0 },
          ],
        },
        ...more,
      },
    },
  },
});

describe('a bucket in a stack', () => {
  it('has the lock and lifecycle of its template, in the form of S3', async () => {
    const world = await worldOf([cloudformation, s3]);
    await world.submit('CreateStack', 'kept', template());
    expect(await world.invoke('s3', 'GetObjectLockConfiguration', { Bucket })).toEqual({
      ObjectLockConfiguration: {
        ObjectLockEnabled: 'Enabled',
        Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 30 } },
      },
    });
    expect(await world.invoke('s3', 'GetBucketVersioning', { Bucket })).toEqual({ Status: 'Enabled' });
    expect(await world.invoke('s3', 'GetBucketLifecycleConfiguration', { Bucket })).toEqual({
      TransitionDefaultMinimumObjectSize: 'varies_by_storage_class',
      Rules: [
        {
          ID: 'age',
          Status: 'Enabled',
          Filter: { Prefix: 'AWSLogs/' },
          Transitions: [{ Days: 90, StorageClass: 'GLACIER_IR' }],
          Expiration: { Days: 400 },
          NoncurrentVersionExpiration: { NoncurrentDays: 30 },
          AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
        },
        {
          Status: 'Enabled',
          Filter: { And: { Prefix: '', ObjectSizeGreaterThan: 0 } },
          Expiration: { ExpiredObjectDeleteMarker: true },
        },
      ],
    });
  });

  it('changes its retention in place when it is updated', async () => {
    const world = await worldOf([cloudformation, s3]);
    await world.submit('CreateStack', 'kept', template());
    const Rule = { DefaultRetention: { Mode: 'GOVERNANCE', Years: 1 } };
    await world.submit(
      'UpdateStack',
      'kept',
      template({ ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', Rule } }),
    );
    await stacksSettled(world.simulation);
    expect(await world.invoke('s3', 'GetObjectLockConfiguration', { Bucket })).toMatchObject({
      ObjectLockConfiguration: { Rule },
    });
  });
});
