import { EXPORT, type ExportDestination } from '../../../../lambda/aws/guardduty/export-destination';
import type { ObservedExport } from '../../../../lambda/controllers/guardduty/observe';
import { plan } from '../../../../lambda/controllers/guardduty/plan';
import { SECURITY } from '../../../accounts';
import { guardDuty } from '../../desired-states';
import { converged, SHOP } from './observations';

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

const planWith = (more: Partial<typeof PLACE>, observed: ObservedExport) =>
  plan(guardDuty({ export: { ...PLACE, ...more } }), { ...converged(), export: observed }, []);
const actionsWith = (...given: Parameters<typeof planWith>) => planWith(...given).actions;

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
  [
    'F2: not written, and no folder',
    seen({ destination: destination({ status: 'UNABLE' }), folderMade: false }),
    [],
    ['MakeExportFolder'],
    ['ExportFails'],
  ],
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

test('the folder is created in the bucket of the configuration, whoever owns it', () => {
  const [make] = actionsWith({ bucketAccount: SHOP, bucketRegion: 'eu-central-1' }, seen({ folderMade: false }));
  expect(make).toEqual({
    type: 'MakeExportFolder',
    region: 'eu-west-1',
    subject: EXPORT,
    bucketRegion: 'eu-central-1',
    folder: { bucket: 'ours', prefix: 'guardduty/', owner: SHOP },
  });
});

test.each([
  ['guardduty/', 'arn:aws:s3:::ours/guardduty/'],
  ['', 'arn:aws:s3:::ours'],
])('findings are exported to folder "%s" as %s', (prefix, arn) => {
  const [create] = actionsWith({ prefix }, seen({ destination: undefined }));
  expect(create).toMatchObject({ type: 'CreateExport', target: { arn, keyArn: KEY, owner: SECURITY } });
});

test('F1: both places are named with their keys, and a bucket whose name only begins like ours is another one', () => {
  const theirs = destination({ arn: 'arn:aws:s3:::ours-too/guardduty', keyArn: 'their-key' });
  const { blocked } = planWith({}, seen({ destination: theirs }));
  expect(blocked).toMatchObject([
    {
      account: SECURITY,
      words:
        'findings of eu-west-1 are exported to arn:aws:s3:::ours-too/guardduty with key their-key; ' +
        'the configuration says arn:aws:s3:::ours/guardduty/ with key alias/ours',
    },
  ]);
});

test('F2: an export that fails is reported with the time since when, if AWS says so', () => {
  const failing = (parts: Partial<ExportDestination>) =>
    planWith({}, seen({ destination: destination({ status: 'UNABLE', ...parts }) })).blocked.map(({ words }) => words);
  const place = `exporting to arn:aws:s3:::ours/guardduty/ with key ${KEY}`;
  expect(failing({})).toEqual([`GuardDuty says UNABLE: ${place}`]);
  expect(failing({ failingSince: 0 })).toEqual([`GuardDuty says UNABLE since 1970-01-01T00:00:00.000Z: ${place}`]);
});

test('the export is verified within minutes, so a deployment waits for it', () => {
  const { pending } = planWith({}, seen({ destination: destination({ status: 'PENDING_VERIFICATION' }) }));
  expect(pending).toMatchObject([{ reason: 'ExportNotVerified', soon: true }]);
});

test('what AWS refuses about an account does not concern the export', () => {
  const aboutShop = [
    { operation: 'UpdateMemberDetectors', subject: SHOP, words: 'no', reason: 'Refused', again: true },
  ];
  expect(planned(seen({ destination: undefined }), aboutShop)).toEqual({
    actions: ['CreateExport'],
    reported: ['Refused, pending'],
  });
});

test('nothing is planned if the configuration has no export', () => {
  const { actions, blocked } = plan(guardDuty(), { ...converged(), export: seen({ destination: undefined }) }, []);
  expect([actions, blocked]).toEqual([[], []]);
});
