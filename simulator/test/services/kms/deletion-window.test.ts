import { CreateKeyCommand, KMSClient, ScheduleKeyDeletionCommand } from '@aws-sdk/client-kms';
import { clientOf, organizationOf, SECURITY } from '../../../src/fixtures/organization-of';
import { iam } from '../../../src/services/iam';
import { kms } from '../../../src/services/kms';
import { Simulation } from '../../../src/simulation';

const POLICY = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${SECURITY}:root` }, Action: 'kms:*', Resource: '*' },
    {
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: 'kms:ScheduleKeyDeletion',
      Resource: '*',
      Condition: { NumericLessThan: { 'kms:ScheduleKeyDeletionPendingWindowInDays': '30' } },
    },
  ],
});

test.each([
  [7, 'AccessDeniedException'],
  [29, 'AccessDeniedException'],
  [30, undefined],
  [undefined, undefined],
])('a key whose policy requires a month cannot be deleted in %s days', async (PendingWindowInDays, refusal) => {
  const simulation = await Simulation.start(organizationOf(), [kms, iam], { clockRate: 0 });
  const client = clientOf(KMSClient, simulation, SECURITY, 'eu-west-1');
  const { KeyMetadata } = await client.send(new CreateKeyCommand({ Policy: POLICY }));
  const deletion = client.send(new ScheduleKeyDeletionCommand({ KeyId: KeyMetadata?.KeyId, PendingWindowInDays }));
  const name = await deletion.then(
    () => undefined,
    (error: Error) => error.name,
  );
  expect(name).toBe(refusal);
});
