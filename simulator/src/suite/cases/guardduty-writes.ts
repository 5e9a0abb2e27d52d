import { z } from 'zod';
import type { Body } from '../call';
import { type ContractCase, inState, refused, type Statement, type Steps, shaped, type Undo } from '../case';

/** How GuardDuty is switched off again. */
const withoutDetector = ({ DetectorId }: Body): Undo => ({
  what: 'GuardDuty, on in this region',
  service: 'guardduty',
  operation: 'DeleteDetector',
  input: { DetectorId },
});

/** Switches GuardDuty on in the caller's account and region, until the case ends. @returns the detector's id */
async function makeDetector({ make }: Steps): Promise<string> {
  return String((await make('guardduty', 'CreateDetector', { Enable: true }, withoutDetector)).DetectorId);
}

/** A case with a detector of its own. */
function withDetector(
  name: string,
  statement: Statement,
  run: (steps: Steps, DetectorId: string) => Promise<void>,
): ContractCase {
  return {
    name,
    statement,
    needs: ['noDetector'],
    writes: 'GuardDuty in this account and region, for seconds',
    run: async (steps) => run(steps, await makeDetector(steps)),
  };
}

/** A case of a filter that is refused. */
const filterRefused = (name: string, statement: Statement, more: Body) =>
  withDetector(name, statement, async ({ call, expect, facts }, DetectorId) => {
    const criteria = { FindingCriteria: { Criterion: { type: { Eq: ['Recon:EC2/Portscan'] } } } };
    const input = { DetectorId, Name: facts.label, ...criteria, ...more };
    expect(await call('guardduty', 'CreateFilter', input), refused('BadRequestException'));
  });

const both = ['RUNTIME_MONITORING', 'EKS_RUNTIME_MONITORING'].map((Name) => ({ Name, Status: 'ENABLED' }));
const features = (list: readonly { Name: string; Status: string }[]) =>
  z.object({
    Features: z
      .array(z.object({ Name: z.string(), Status: z.string() }))
      .refine(
        (found) => list.every(({ Name, Status }) => found.some((each) => each.Name === Name && each.Status === Status)),
        { error: `${list.map(({ Name, Status }) => `${Name} ${Status}`).join(', ')}` },
      ),
  });

/** What GuardDuty answers to changes, in an account and region where it is off before and afterwards. */
export const guarddutyWrites: readonly ContractCase[] = [
  withDetector('a second detector is refused', 'guardduty: One per account and region', async ({ attempt, expect }) => {
    const message = 'The request is rejected because a detector already exists for the current account.';
    expect(
      await attempt('guardduty', 'CreateDetector', { Enable: true }, withoutDetector),
      refused('BadRequestException', { message, status: 400 }),
    );
  }),
  withDetector(
    'the publishing frequency is six hours at first',
    'guardduty: The publishing frequency',
    async ({ call, expect }, DetectorId) => {
      const six = z.object({ FindingPublishingFrequency: z.literal('SIX_HOURS') });
      expect(await call('guardduty', 'GetDetector', { DetectorId }), inState(six));
    },
  ),
  withDetector(
    'features that a request does not name are on',
    'guardduty: Features that the request does not name are ENABLED',
    async ({ call, expect }, DetectorId) => {
      const expected = features([
        { Name: 'S3_DATA_EVENTS', Status: 'ENABLED' },
        { Name: 'RUNTIME_MONITORING', Status: 'DISABLED' },
      ]);
      expect(await call('guardduty', 'GetDetector', { DetectorId }), inState(expected));
    },
  ),
  withDetector(
    'both runtime monitorings in one request are refused',
    'guardduty: EKS_RUNTIME_MONITORING and RUNTIME_MONITORING',
    async ({ call, expect }, DetectorId) => {
      expect(await call('guardduty', 'UpdateDetector', { DetectorId, Features: both }), refused('BadRequestException'));
    },
  ),
  withDetector(
    'features and data sources in one request are refused',
    'guardduty: `dataSources` and `features` in one request',
    async ({ call, expect }, DetectorId) => {
      const Features = [{ Name: 'S3_DATA_EVENTS', Status: 'ENABLED' }];
      const input = { DetectorId, Features, DataSources: { S3Logs: { Enable: true } } };
      expect(await call('guardduty', 'UpdateDetector', input), refused('BadRequestException'));
    },
  ),
  withDetector(
    'a feature that GuardDuty does not know refuses the whole request',
    'guardduty: A feature that the region does not offer',
    async ({ call, expect }, DetectorId) => {
      const Features = [
        { Name: 'S3_DATA_EVENTS', Status: 'DISABLED' },
        { Name: 'NO_SUCH_FEATURE', Status: 'ENABLED' },
      ];
      expect(await call('guardduty', 'UpdateDetector', { DetectorId, Features }), refused('BadRequestException'));
      const unchanged = features([{ Name: 'S3_DATA_EVENTS', Status: 'ENABLED' }]);
      expect(await call('guardduty', 'GetDetector', { DetectorId }), inState(unchanged));
    },
  ),
  withDetector(
    'a suspended detector is disabled',
    'guardduty: UpdateDetector `enable: false` suspends',
    async ({ call, expect }, DetectorId) => {
      await call('guardduty', 'UpdateDetector', { DetectorId, Enable: false });
      const disabled = z.object({ Status: z.literal('DISABLED') });
      expect(await call('guardduty', 'GetDetector', { DetectorId }), inState(disabled));
    },
  ),
  withDetector(
    'more than 50 accounts are refused in its words',
    'guardduty: Lists of accounts take 1 to 50',
    async ({ call, expect }, DetectorId) => {
      const AccountIds = Array.from({ length: 51 }, (_, n) => String(100_000_000_000 + n));
      expect(await call('guardduty', 'GetMembers', { DetectorId, AccountIds }), refused('BadRequestException'));
    },
  ),
  withDetector(
    'an account without a record is unprocessed',
    'guardduty: GetMembers: an account without a record',
    async ({ call, expect }, DetectorId) => {
      const AccountIds = ['100000000000'];
      const unprocessed = z.object({ UnprocessedAccounts: z.array(z.object({ AccountId: z.string() })).length(1) });
      expect(await call('guardduty', 'GetMembers', { DetectorId, AccountIds }), shaped(unprocessed));
    },
  ),
  withDetector(
    'a standalone account may not read an organization configuration',
    'guardduty: Only the delegated administrator may read and change it',
    async ({ call, expect }, DetectorId) => {
      expect(
        await call('guardduty', 'DescribeOrganizationConfiguration', { DetectorId }),
        refused('BadRequestException'),
      );
    },
  ),
  withDetector(
    'a sample of an unknown type is refused',
    'guardduty: CreateSampleFindings in the own account only',
    async ({ call, expect }, DetectorId) => {
      const FindingTypes = ['No:Such/Type'];
      expect(
        await call('guardduty', 'CreateSampleFindings', { DetectorId, FindingTypes }),
        refused('BadRequestException'),
      );
    },
  ),
  withDetector(
    'patterns are refused in the criteria of findings',
    'guardduty: Patterns are for filters',
    async ({ call, expect }, DetectorId) => {
      const FindingCriteria = { Criterion: { type: { Matches: ['Recon*'] } } };
      expect(await call('guardduty', 'ListFindings', { DetectorId, FindingCriteria }), refused('BadRequestException'));
    },
  ),
  withDetector(
    'a page of more than 50 scans is refused',
    'guardduty: Coverage and scans refuse unknown fields',
    async ({ call, expect }, DetectorId) => {
      expect(
        await call('guardduty', 'DescribeMalwareScans', { DetectorId, MaxResults: 51 }),
        refused('BadRequestException'),
      );
    },
  ),
  filterRefused(
    'a filter with an unknown attribute is refused',
    'guardduty: Criteria name attributes of the documented list',
    {
      FindingCriteria: { Criterion: { noSuchAttribute: { Eq: ['x'] } } },
    },
  ),
  filterRefused('a description with other characters is refused', 'guardduty: Descriptions of letters', {
    Description: 'a <b>',
  }),
];
