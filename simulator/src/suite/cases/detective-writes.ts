import { z } from 'zod';
import { type ContractCase, inState, refused, type Statement, type Steps, shaped } from '../case';

async function makeGraph({ make }: Steps): Promise<string> {
  const { GraphArn } = await make('detective', 'CreateGraph', {}, (output) => ({
    what: 'Detective, on in this region',
    service: 'detective',
    operation: 'DeleteGraph',
    input: { GraphArn: output.GraphArn },
  }));
  return String(GraphArn);
}

/** A case with a graph of its own. */
function withGraph(
  name: string,
  statement: Statement,
  run: (steps: Steps, GraphArn: string) => Promise<void>,
): ContractCase {
  return {
    name,
    statement,
    needs: ['noGraph'],
    writes: 'Detective in this account and region, for seconds',
    run: async (steps) => run(steps, await makeGraph(steps)),
  };
}

const NO_MEMBER = '100000000000';

/** What Detective answers to changes, in an account and region where it is off before and afterwards. */
export const detectiveWrites: readonly ContractCase[] = [
  withGraph(
    'a graph that exists is answered again',
    'detective: CreateGraph again answers with the same ARN',
    async ({ call, expect }, GraphArn) => {
      expect(await call('detective', 'CreateGraph'), inState(z.object({ GraphArn: z.literal(GraphArn) })));
    },
  ),
  withGraph(
    'the core package starts with the graph',
    'detective: DETECTIVE_CORE is STARTED with the graph',
    async ({ call, expect }, GraphArn) => {
      const core = z.object({ DatasourcePackageIngestState: z.literal('STARTED') });
      const packages = z.object({ DatasourcePackages: z.object({ DETECTIVE_CORE: core }) });
      expect(await call('detective', 'ListDatasourcePackages', { GraphArn }), inState(packages));
    },
  ),
  withGraph(
    'an account that is not a member cannot be started',
    'detective: StartMonitoringMember in another status',
    async ({ call, expect }, GraphArn) => {
      const answer = await call('detective', 'StartMonitoringMember', { GraphArn, AccountId: NO_MEMBER });
      expect(answer, refused('ResourceNotFoundException'));
    },
  ),
  withGraph(
    'an account that is not a member is unprocessed',
    'detective: Refused accounts of a list are HTTP 200',
    async ({ call, expect }, GraphArn) => {
      const unprocessed = z.object({
        UnprocessedAccounts: z.array(z.object({ AccountId: z.string(), Reason: z.string() })).length(1),
      });
      expect(await call('detective', 'GetMembers', { GraphArn, AccountIds: [NO_MEMBER] }), shaped(unprocessed));
    },
  ),
  withGraph(
    'an investigation of something else than a user or role is refused',
    'detective: Any other ARN, a scope that ends before it begins',
    async ({ call, expect }, GraphArn) => {
      const now = Date.now();
      const scope = { ScopeStartTime: new Date(now - 7_200_000), ScopeEndTime: new Date(now - 3_600_000) };
      const answer = await call('detective', 'StartInvestigation', {
        GraphArn,
        EntityArn: 'arn:aws:s3:::bucket',
        ...scope,
      });
      expect(answer, refused('ValidationException'));
    },
  ),
  withGraph(
    'a page of more than 100 investigations is refused in a new graph',
    'detective: Pages of 1 to 100',
    async ({ call, expect }, GraphArn) => {
      expect(
        await call('detective', 'ListInvestigations', { GraphArn, MaxResults: 101 }),
        refused('ValidationException'),
      );
    },
  ),
  withGraph(
    'the administrator is no member of its own graph',
    'detective: The administrator itself, or an account of the organization that is not active',
    async ({ call, expect, facts }, GraphArn) => {
      const Accounts = [{ AccountId: facts.account, EmailAddress: 'nobody@example.com' }];
      const unprocessed = z.object({
        UnprocessedAccounts: z.array(z.object({ AccountId: z.literal(facts.account) })).length(1),
      });
      expect(
        await call('detective', 'CreateMembers', { GraphArn, Accounts, DisableEmailNotification: true }),
        shaped(unprocessed),
      );
    },
  ),
  withGraph(
    'a role that the graph has not seen is not found',
    'detective: An entity that the graph has not seen',
    async ({ call, expect, facts }, GraphArn) => {
      const now = Date.now();
      const scope = { ScopeStartTime: new Date(now - 7_200_000), ScopeEndTime: new Date(now - 3_600_000) };
      const EntityArn = `arn:aws:iam::${facts.account}:role/${facts.label}`;
      expect(
        await call('detective', 'StartInvestigation', { GraphArn, EntityArn, ...scope }),
        refused('ResourceNotFoundException'),
      );
    },
  ),
];
