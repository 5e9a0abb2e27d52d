import { z } from 'zod';
import type { Body } from '../call';
import { asks, type ContractCase, inState, refused, shaped } from '../case';

const MANAGEMENT = { needs: ['management'] } as const;
const PAGES = 'organizations: Pages hold 20 at most';
const TOKEN = 'organizations: An invalid token';
const UNREGISTERED = 'organizations: `ListDelegatedServicesForAccount` of an account';
const unit = z.string().regex(/^o-[a-z0-9]{10,32}\/r-[0-9a-z]{4,32}\/(ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}\/)*/);
const account = z.object({ Id: z.string().regex(/^\d{12}$/), Arn: z.string(), Email: z.string(), Name: z.string() });

/** What AWS Organizations answers to reads. */
export const organizationsReads: readonly ContractCase[] = [
  asks(
    'any account may describe its organization',
    'organizations: Any account of the organization may call `DescribeOrganization`',
    ['organizations', 'DescribeOrganization'],
    shaped(
      z.object({ Organization: z.object({ Id: z.string().regex(/^o-[a-z0-9]{10,32}$/), FeatureSet: z.string() }) }),
    ),
  ),
  asks(
    'a page of accounts holds 20 at most by default',
    PAGES,
    ['organizations', 'ListAccounts'],
    shaped(z.object({ Accounts: z.array(account).max(20) })),
    MANAGEMENT,
  ),
  asks(
    'more than 20 accounts a page are refused',
    PAGES,
    ['organizations', 'ListAccounts', { MaxResults: 21 }],
    refused('InvalidInputException', { reason: 'MAX_VALUE_EXCEEDED' }),
    MANAGEMENT,
  ),
  asks(
    'a page of no accounts is refused',
    PAGES,
    ['organizations', 'ListAccounts', { MaxResults: 0 }],
    refused('InvalidInputException', { reason: 'MIN_VALUE_EXCEEDED' }),
    MANAGEMENT,
  ),
  asks(
    'the same limit holds for pages of policies',
    PAGES,
    ['organizations', 'ListPolicies', { Filter: 'SERVICE_CONTROL_POLICY', MaxResults: 21 }],
    refused('InvalidInputException', { reason: 'MAX_VALUE_EXCEEDED' }),
    MANAGEMENT,
  ),
  asks(
    'a token that Organizations did not give is refused for accounts',
    TOKEN,
    ['organizations', 'ListAccounts', { NextToken: 'not-a-token' }],
    refused('InvalidInputException', { reason: 'INVALID_NEXT_TOKEN' }),
    MANAGEMENT,
  ),
  asks(
    'a token that Organizations did not give is refused for delegated administrators',
    TOKEN,
    ['organizations', 'ListDelegatedAdministrators', { NextToken: 'not-a-token' }],
    refused('InvalidInputException', { reason: 'INVALID_NEXT_TOKEN' }),
    MANAGEMENT,
  ),
  asks(
    'a refusal has HTTP status 400',
    'organizations: Client errors are HTTP 400',
    ['organizations', 'DescribePolicy', { PolicyId: 'p-00000000' }],
    refused('PolicyNotFoundException', { status: 400 }),
    MANAGEMENT,
  ),
  asks(
    'accounts have both State and Status',
    'organizations: Accounts have `State` and',
    ['organizations', 'ListAccounts'],
    inState(z.object({ Accounts: z.array(z.object({ State: z.string(), Status: z.string() })) })),
    MANAGEMENT,
  ),
  asks(
    "an account's paths end with its id",
    'organizations: `Paths` and `Path` are',
    ['organizations', 'DescribeAccount', ({ account: AccountId }) => ({ AccountId })],
    shaped(z.object({ Account: z.object({ Paths: z.array(unit.regex(/\d{12}\/$/)).min(1) }) })),
    MANAGEMENT,
  ),
  asks(
    'the services of an account that administers none are refused',
    UNREGISTERED,
    ['organizations', 'ListDelegatedServicesForAccount', ({ account: AccountId }) => ({ AccountId })],
    refused('AccountNotRegisteredException'),
    MANAGEMENT,
  ),
  asks(
    'FullAWSAccess is attached to the root or was replaced by other policies',
    'organizations: A target has one to five policies',
    ['organizations', 'ListPoliciesForTarget', ({ root }) => ({ TargetId: root, Filter: 'SERVICE_CONTROL_POLICY' })],
    inState(z.object({ Policies: z.array(z.object({ Id: z.string() })).max(5) })),
    MANAGEMENT,
  ),
  asks(
    'FullAWSAccess is a policy of AWS',
    'organizations: FullAWSAccess (`p-FullAWSAccess`',
    ['organizations', 'DescribePolicy', { PolicyId: 'p-FullAWSAccess' }],
    inState(z.object({ Policy: z.object({ PolicySummary: z.object({ AwsManaged: z.literal(true) }) }) })),
    MANAGEMENT,
  ),
  {
    name: 'the effective GuardDuty policy of an account is not found where the policy type is disabled',
    statement: 'organizations: `DescribeEffectivePolicy` shows the result',
    needs: ['management'],
    run: async ({ facts, call, expect }) => {
      const roots = await call('organizations', 'ListRoots');
      const root = 'output' in roots ? (roots.output.Roots as Body[])[0] : undefined;
      const types = (root?.PolicyTypes ?? []) as { Type: string; Status: string }[];
      const input = { PolicyType: 'GUARDDUTY_POLICY', TargetId: facts.account };
      const answer = await call('organizations', 'DescribeEffectivePolicy', input);
      const enabled = types.some(({ Type, Status }) => Type === 'GUARDDUTY_POLICY' && Status === 'ENABLED');
      if (!enabled) expect(answer, refused('EffectivePolicyNotFoundException'));
      else if ('output' in answer)
        expect(answer, shaped(z.object({ EffectivePolicy: z.object({ PolicyContent: z.string() }) })));
      else expect(answer, refused('EffectivePolicyNotFoundException'));
    },
  },
];
