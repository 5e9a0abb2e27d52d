import { EXPORT, type ExportDestination } from '../../../../lambda/aws/guardduty/export-destination';
import type { ObservedExport } from '../../../../lambda/controllers/guardduty/observe';
import { plan } from '../../../../lambda/controllers/guardduty/plan';
import { SECURITY } from '../../../accounts';
import { guardDuty } from '../../desired-states';
import { converged } from './observations';

const KEY = `arn:aws:kms:eu-west-1:${SECURITY}:key/1`;
const PLACE = {
  bucket: 'ours',
  bucketRegion: 'eu-west-1',
  bucketAccount: SECURITY,
  prefix: 'guardduty/',
  key: 'alias/ours',
  overrideExisting: false,
};

const destination = (parts: Partial<ExportDestination> = {}): ExportDestination => ({
  id: 'd',
  arn: 'arn:aws:s3:::ours/guardduty/',
  keyArn: KEY,
  owner: SECURITY,
  status: 'PUBLISHING',
  ...parts,
});
const seen = (parts: Partial<Exclude<ObservedExport, { failure: unknown }>> = {}): ObservedExport => ({
  destination: destination(),
  keyArn: KEY,
  folderMade: true,
  ...parts,
});
const failure = (code: string, transient: boolean): ObservedExport => ({
  failure: { code, story: 'reading', hint: undefined, transient },
});
const refusal = (again: boolean, reason = 'Refused') => [
  { operation: 'CreatePublishingDestination', subject: EXPORT, words: 'no', reason, again },
];

const planned = (observed: ObservedExport | undefined, refusals = refusal(false).slice(1), more = {}) => {
  const desired = guardDuty({ export: { ...PLACE, ...more } });
  const { actions, pending, blocked } = plan(
    desired,
    { ...converged(), ...(observed && { export: observed }) },
    refusals,
  );
  return {
    actions: actions.map(({ type }) => type),
    reported: [...pending.map(({ reason }) => `${reason}, pending`), ...blocked.map(({ reason }) => reason)],
  };
};

/** observed | refusals | actions | reasons of exceptions and pending work */
const table: readonly (readonly [
  string,
  ObservedExport | undefined,
  ReturnType<typeof refusal>,
  string[],
  string[],
])[] = [
  ['as desired', seen(), [], [], []],
  ['nowhere', seen({ destination: undefined }), [], ['CreateExport'], []],
  [
    'nowhere, and no folder',
    seen({ destination: undefined, folderMade: false }),
    [],
    ['MakeExportFolder', 'CreateExport'],
    [],
  ],
  [
    'nowhere, and the bucket cannot be read',
    seen({ destination: undefined, folderMade: undefined }),
    [],
    ['CreateExport'],
    [],
  ],
  ['as desired, and no folder', seen({ folderMade: false }), [], ['MakeExportFolder'], []],
  ['with the slash left out', seen({ destination: destination({ arn: 'arn:aws:s3:::ours/guardduty' }) }), [], [], []],
  [
    'to another folder of the bucket',
    seen({ destination: destination({ arn: 'arn:aws:s3:::ours' }) }),
    [],
    ['UpdateExport'],
    [],
  ],
  ['with another key', seen({ destination: destination({ keyArn: 'other' }) }), [], ['UpdateExport'], []],
  ['with another bucket owner', seen({ destination: destination({ owner: undefined }) }), [], ['UpdateExport'], []],
  [
    'F1: to another bucket',
    seen({ destination: destination({ arn: 'arn:aws:s3:::theirs' }) }),
    [],
    [],
    ['ExportedElsewhere'],
  ],
  [
    'not verified',
    seen({ destination: destination({ status: 'PENDING_VERIFICATION' }) }),
    [],
    [],
    ['ExportNotVerified, pending'],
  ],
  [
    'F2: not written',
    seen({ destination: destination({ status: 'UNABLE_TO_PUBLISH_FIX_DESTINATION_PROPERTY', failingSince: 0 }) }),
    ...([[], [], ['ExportFails']] as [[], [], string[]]),
  ],
  ['stopped', seen({ destination: destination({ status: 'STOPPED' }) }), [], ['UpdateExport'], []],
  ['in a state that is not known', seen({ destination: destination({ status: 'NEW' }) }), [], [], ['ExportFails']],
  ['without a key', seen({ keyArn: undefined, destination: undefined }), [], [], ['ExportKeyMissing, pending']],
  ['refused', seen({ destination: undefined }), refusal(false), [], ['ExportRefused']],
  ['refused for now', seen({ destination: undefined }), refusal(true, 'Throttled'), [], ['Throttled, pending']],
  ['not readable', failure('AccessDenied', false), [], [], ['AccessDenied']],
  ['not readable for now', failure('InternalError', true), [], [], ['InternalError, pending']],
  ['not read', undefined, [], [], []],
];

test.each(table)('exported %s', (_, observed, refusals, actions, reported) => {
  expect(planned(observed, refusals)).toEqual({ actions, reported });
});

test('F1: an export to another bucket is changed if the configuration overrides it', () => {
  const foreign = seen({ destination: destination({ arn: 'arn:aws:s3:::theirs' }) });
  expect(planned(foreign, [], { overrideExisting: true })).toEqual({ actions: ['UpdateExport'], reported: [] });
});

test('nothing is planned if the configuration has no export', () => {
  const { actions, blocked } = plan(guardDuty(), { ...converged(), export: seen({ destination: undefined }) }, []);
  expect([actions, blocked]).toEqual([[], []]);
});
