import { z } from 'zod';
import { asks, type ContractCase, type Facts, inState, refused, shaped } from '../case';

const UNKNOWN_DETECTOR = '0123456789abcdef0123456789abcdef';
const NOT_OWNED = refused('BadRequestException', {
  message: 'The request is rejected because the input detectorId is not owned by the current account.',
  status: 400,
});
const FOREIGN = 'guardduty: A detector id that is not the caller';
const DETECTOR = { needs: ['detector'] } as const;
const own = ({ detector }: Facts) => ({ DetectorId: detector });
const UNKNOWN_ACCOUNTS = Array.from({ length: 51 }, (_, n) => String(100_000_000_000 + n));
const unprocessed = z.object({ UnprocessedAccounts: z.array(z.object({ AccountId: z.string() })).min(1) });

const foreign = [
  'GetDetector',
  'ListMembers',
  'ListFindings',
  'ListFilters',
  'ListIPSets',
  'DescribeOrganizationConfiguration',
];

/** What GuardDuty answers to reads. */
export const guarddutyReads: readonly ContractCase[] = [
  ...foreign.map((operation) =>
    asks(
      `${operation} is refused for a detector of no account`,
      FOREIGN,
      ['guardduty', operation, { DetectorId: UNKNOWN_DETECTOR }],
      NOT_OWNED,
    ),
  ),
  asks(
    'the management account may list the administrator of GuardDuty',
    'guardduty: Enable, Disable and ListOrganizationAdminAccounts are for',
    ['guardduty', 'ListOrganizationAdminAccounts'],
    shaped(
      z.object({ AdminAccounts: z.array(z.object({ AdminAccountId: z.string(), AdminStatus: z.string() })).max(1) }),
    ),
    { needs: ['management'] },
  ),
  asks(
    'an unknown protection plan of a bucket is not found, without a detector',
    'guardduty: A protection plan for a bucket needs no detector',
    ['guardduty', 'GetMalwareProtectionPlan', { MalwareProtectionPlanId: '0123456789abcdef0123' }],
    refused('ResourceNotFoundException', { status: 404 }),
  ),
  asks(
    'a detector shows features and data sources, three of them always on',
    'guardduty: GetDetector lists CLOUD_TRAIL',
    ['guardduty', 'GetDetector', own],
    inState(
      z.object({
        DataSources: z.object({ CloudTrail: z.object({ Status: z.literal('ENABLED') }) }),
        Features: z.array(z.object({ Name: z.string(), Status: z.enum(['ENABLED', 'DISABLED']) })).min(3),
      }),
    ),
    DETECTOR,
  ),
  asks(
    'members without a record are unprocessed',
    'guardduty: GetMembers: an account without a record',
    ['guardduty', 'GetMembers', (facts) => ({ ...own(facts), AccountIds: ['100000000000'] })],
    shaped(unprocessed),
    DETECTOR,
  ),
  asks(
    'more than 50 accounts in one call are refused',
    'guardduty: Lists of accounts take 1 to 50',
    ['guardduty', 'GetMembers', (facts) => ({ ...own(facts), AccountIds: UNKNOWN_ACCOUNTS })],
    refused('BadRequestException', { status: 400 }),
    DETECTOR,
  ),
  asks(
    'a standalone account has no administrator',
    'guardduty: GetAdministratorAccount: nothing for',
    ['guardduty', 'GetAdministratorAccount', own],
    inState(z.object({ Administrator: z.undefined().optional() })),
    { needs: ['standalone'] },
  ),
  asks(
    'patterns are refused in the criteria of a list of findings',
    'guardduty: Patterns are for filters',
    [
      'guardduty',
      'ListFindings',
      (facts) => ({ ...own(facts), FindingCriteria: { Criterion: { type: { Matches: ['Recon*'] } } } }),
    ],
    refused('BadRequestException'),
    DETECTOR,
  ),
  asks(
    'a page of more than 50 malware scans is refused',
    'guardduty: Coverage and scans refuse unknown fields',
    ['guardduty', 'DescribeMalwareScans', (facts) => ({ ...own(facts), MaxResults: 51 })],
    refused('BadRequestException'),
    DETECTOR,
  ),
  asks(
    'days of the free trial of a foreign account are unprocessed',
    'guardduty: … of the caller and its associated members; others',
    ['guardduty', 'GetRemainingFreeTrialDays', (facts) => ({ ...own(facts), AccountIds: ['100000000000'] })],
    shaped(unprocessed),
    DETECTOR,
  ),
  asks(
    'days of the free trial list the sources that are always on',
    'guardduty: The list has the three sources',
    ['guardduty', 'GetRemainingFreeTrialDays', (facts) => ({ ...own(facts), AccountIds: [facts.account] })],
    shaped(
      z.object({
        Accounts: z.tuple([
          z.object({
            DataSources: z.object({}),
            Features: z.array(z.object({ Name: z.string(), FreeTrialDaysRemaining: z.number().optional() })).min(3),
          }),
        ]),
      }),
    ),
    DETECTOR,
  ),
];
