import { z } from 'zod';
import { type Body, outputOf } from '../call';
import {
  asks,
  type ContractCase,
  type Facts,
  inState,
  refused,
  type Statement,
  type Steps,
  shaped,
  type Undo,
} from '../case';

const REFUSED = 'nothing: AWS refuses the call';

/** How a unit is removed again. */
const withoutUnit = ({ OrganizationalUnit }: Body): Undo => ({
  what: `organizational unit ${(OrganizationalUnit as Body).Name}`,
  service: 'organizations',
  operation: 'DeleteOrganizationalUnit',
  input: { OrganizationalUnitId: (OrganizationalUnit as Body).Id },
});

const unitOf = ({ root, label }: Facts) => ({ ParentId: root, Name: label });

/** Makes an empty organizational unit below the root. @returns its id */
async function makeUnit({ make, facts }: Steps): Promise<string> {
  const { OrganizationalUnit } = await make('organizations', 'CreateOrganizationalUnit', unitOf(facts), withoutUnit);
  return String((OrganizationalUnit as Body).Id);
}

const summaryOf = ({ Policy }: Body) => (Policy as Body).PolicySummary as Body;
/** How a policy is removed again. */
const withoutPolicy = (output: Body): Undo => ({
  what: `policy ${summaryOf(output).Name}`,
  service: 'organizations',
  operation: 'DeletePolicy',
  input: { PolicyId: summaryOf(output).Id },
});

const policyOf = ({ label }: Facts, Type: string, Content: string) => ({
  Type,
  Content,
  Name: label,
  Description: label,
});

const DENY = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Action: 'iam:GetUser', Resource: '*' }],
});

/** A policy that is refused. */
const policyRefused = (name: string, statement: Statement, Type: string, Content: string): ContractCase => ({
  name,
  statement,
  needs: ['management'],
  writes: REFUSED,
  run: async ({ attempt, expect, facts }) => {
    const answer = await attempt('organizations', 'CreatePolicy', policyOf(facts, Type, Content), withoutPolicy);
    expect(answer, refused('MalformedPolicyDocumentException'));
  },
});

const GUARDDUTY_POLICY = JSON.stringify({
  guardduty: { enablement: { default: { foundational: { status: { '@@assign': 'enabled' } } } } },
});

/** What AWS Organizations answers to changes. None touches an existing account, unit or policy. */
export const organizationsWrites: readonly ContractCase[] = [
  asks(
    'trusted access for an unknown service is refused',
    'organizations: Unknown service principal',
    ['organizations', 'EnableAWSServiceAccess', { ServicePrincipal: 'muster-contract.amazonaws.com' }],
    refused('InvalidInputException', { message: 'You specified an unrecognized service principal.' }),
    { needs: ['management'], writes: REFUSED },
  ),
  asks(
    'an account that is at the destination is not moved',
    'organizations: `MoveAccount`',
    [
      'organizations',
      'MoveAccount',
      ({ managementAccount, root }) => ({
        AccountId: managementAccount,
        SourceParentId: root,
        DestinationParentId: root,
      }),
    ],
    refused('DuplicateAccountException'),
    { needs: ['management'], writes: REFUSED },
  ),
  {
    name: 'units below one parent have different names, and an empty one is deleted',
    statement: 'organizations: OUs: five levels',
    needs: ['management'],
    writes: 'an empty organizational unit',
    run: async (steps) => {
      await makeUnit(steps);
      const answer = await steps.attempt('organizations', 'CreateOrganizationalUnit', unitOf(steps.facts), withoutUnit);
      steps.expect(answer, refused('DuplicateOrganizationalUnitException'));
    },
  },
  {
    name: 'a new unit has FullAWSAccess, which cannot be detached as the only one',
    statement: 'organizations: A target has one to five policies',
    needs: ['management'],
    writes: 'an empty organizational unit',
    run: async (steps) => {
      const TargetId = await makeUnit(steps);
      const input = { TargetId, Filter: 'SERVICE_CONTROL_POLICY' };
      const policies = z.array(z.object({ Id: z.literal('p-FullAWSAccess') })).length(1);
      steps.expect(
        await steps.call('organizations', 'ListPoliciesForTarget', input),
        inState(z.object({ Policies: policies })),
      );
      steps.expect(
        await steps.call('organizations', 'DetachPolicy', { TargetId, PolicyId: 'p-FullAWSAccess' }),
        refused('ConstraintViolationException', { reason: 'MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED' }),
      );
    },
  },
  {
    name: 'keys of tags are not repeated in one request',
    statement: 'organizations: 50 tags on a root',
    needs: ['management'],
    writes: 'an empty organizational unit',
    run: async (steps) => {
      const ResourceId = await makeUnit(steps);
      const Tags = ['a', 'b'].map((Value) => ({ Key: 'contract', Value }));
      steps.expect(
        await steps.call('organizations', 'TagResource', { ResourceId, Tags }),
        refused('InvalidInputException'),
      );
    },
  },
  {
    name: 'policies of one type have different names, and a policy in no use is deleted',
    statement: 'organizations: `DuplicatePolicyException`',
    needs: ['management'],
    writes: 'a service control policy that is attached to nothing',
    run: async (steps) => {
      const policy = policyOf(steps.facts, 'SERVICE_CONTROL_POLICY', DENY);
      await steps.make('organizations', 'CreatePolicy', policy, withoutPolicy);
      const answer = await steps.attempt('organizations', 'CreatePolicy', policy, withoutPolicy);
      steps.expect(answer, refused('DuplicatePolicyException'));
    },
  },
  policyRefused(
    'a policy that is not a policy is refused',
    'organizations: `DuplicatePolicyException`',
    'SERVICE_CONTROL_POLICY',
    '{}',
  ),
  policyRefused(
    'a GuardDuty policy with a plan enabled but not foundational is refused',
    'organizations: `foundational` must be enabled',
    'GUARDDUTY_POLICY',
    JSON.stringify({
      guardduty: { enablement: { default: { s3_data_events: { status: { '@@assign': 'enabled' } } } } },
    }),
  ),
  {
    name: 'a GuardDuty policy can be made while the type is disabled',
    statement: 'organizations: Attaching while the type is disabled',
    needs: ['management'],
    writes: 'a GuardDuty policy that is attached to nothing',
    run: async ({ make, facts }) => {
      await make('organizations', 'CreatePolicy', policyOf(facts, 'GUARDDUTY_POLICY', GUARDDUTY_POLICY), withoutPolicy);
    },
  },
  {
    name: 'trusted access that is enabled again keeps its date',
    statement: 'organizations: `EnableAWSServiceAccess` again keeps the first date',
    needs: ['management'],
    writes: 'trusted access for Detective, for seconds, if it is off',
    run: trustedAccessTwice,
  },
];

const DETECTIVE = { ServicePrincipal: 'detective.amazonaws.com' };

async function trustedAccessTwice({ call, make, expect }: Steps): Promise<void> {
  const dateOf = async () => {
    const answer = await call('organizations', 'ListAWSServiceAccessForOrganization');
    const enabled = outputOf(answer).EnabledServicePrincipals as { ServicePrincipal: string; DateEnabled: Date }[];
    return enabled
      .find(({ ServicePrincipal }) => ServicePrincipal === DETECTIVE.ServicePrincipal)
      ?.DateEnabled.getTime();
  };
  if ((await dateOf()) !== undefined) throw new Error('trusted access for Detective is on, and left alone');
  await make('organizations', 'EnableAWSServiceAccess', DETECTIVE, () => ({
    what: 'trusted access for Detective',
    service: 'organizations',
    operation: 'DisableAWSServiceAccess',
    input: DETECTIVE,
  }));
  const first = await dateOf();
  expect(await call('organizations', 'EnableAWSServiceAccess', DETECTIVE), shaped(z.object({})));
  expect({ output: { DateEnabled: await dateOf() } }, inState(z.object({ DateEnabled: z.literal(first) })));
}
