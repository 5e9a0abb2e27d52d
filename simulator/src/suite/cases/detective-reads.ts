import { z } from 'zod';
import { asks, type ContractCase, type Facts, refused, shaped } from '../case';

const ARN = 'detective: A malformed graph ARN';
const malformed = refused('ValidationException', { reason: 'INVALID_GRAPH_ARN', status: 400 });
const absent = ({ account, region }: Facts) => ({
  GraphArn: `arn:aws:detective:${region}:${account}:graph:0123456789abcdef0123456789abcdef`,
});

/** What Detective answers to reads. */
export const detectiveReads: readonly ContractCase[] = [
  ...['ListMembers', 'ListDatasourcePackages', 'ListInvestigations'].map((operation) =>
    asks(
      `${operation} is refused for a malformed graph`,
      ARN,
      ['detective', operation, { GraphArn: 'no-graph' }],
      malformed,
    ),
  ),
  asks(
    'the members of a graph that does not exist are not found',
    ARN,
    ['detective', 'ListMembers', absent],
    refused('ResourceNotFoundException', { status: 404 }),
    { needs: ['noGraph'] },
  ),
  asks(
    'the texts of refusals are those of the model',
    'detective: Their texts, except those quoted below',
    ['detective', 'ListMembers', absent],
    refused('ResourceNotFoundException', { message: 'The request refers to a nonexistent resource.' }),
    { needs: ['noGraph'] },
  ),
  asks(
    'the management account may list the administrator of Detective',
    'detective: Enable, Disable and ListOrganizationAdminAccounts are for',
    ['detective', 'ListOrganizationAdminAccounts'],
    shaped(
      z.object({
        Administrators: z
          .array(z.object({ AccountId: z.string() }))
          .max(1)
          .optional(),
      }),
    ),
    { needs: ['management'] },
  ),
  asks(
    'a page of more than 100 investigations is refused',
    'detective: Pages of 1 to 100',
    ['detective', 'ListInvestigations', ({ graph }) => ({ GraphArn: graph, MaxResults: 101 })],
    refused('ValidationException'),
    { needs: ['graph'] },
  ),
];
