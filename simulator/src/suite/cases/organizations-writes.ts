import { z } from 'zod';
import type { Body } from '../call';
import { asks, type ContractCase, inState, refused, type Steps } from '../case';

const REFUSED = 'nothing: AWS refuses the call';

/** Makes an empty organizational unit below the root. @returns its id */
async function makeUnit({ make, facts }: Steps): Promise<string> {
  const input = { ParentId: facts.root, Name: facts.label };
  const { OrganizationalUnit } = await make(
    'organizations',
    'CreateOrganizationalUnit',
    input,
    ({ OrganizationalUnit }) => ({
      what: `organizational unit ${facts.label}`,
      service: 'organizations',
      operation: 'DeleteOrganizationalUnit',
      input: { OrganizationalUnitId: (OrganizationalUnit as Body).Id },
    }),
  );
  return String((OrganizationalUnit as Body).Id);
}

const DENY = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Action: 'iam:GetUser', Resource: '*' }],
});

/** Makes a policy that is attached to nothing. */
async function makePolicy({ make, facts }: Steps, Type: string, Content: string): Promise<string> {
  const input = { Type, Content, Name: facts.label, Description: facts.label };
  const { Policy } = await make('organizations', 'CreatePolicy', input, ({ Policy }) => ({
    what: `policy ${facts.label}`,
    service: 'organizations',
    operation: 'DeletePolicy',
    input: { PolicyId: ((Policy as Body).PolicySummary as Body).Id },
  }));
  return String(((Policy as Body).PolicySummary as Body).Id);
}

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
      const again = { ParentId: steps.facts.root, Name: steps.facts.label };
      steps.expect(
        await steps.call('organizations', 'CreateOrganizationalUnit', again),
        refused('DuplicateOrganizationalUnitException'),
      );
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
      await makePolicy(steps, 'SERVICE_CONTROL_POLICY', DENY);
      const again = { Type: 'SERVICE_CONTROL_POLICY', Content: DENY, Name: steps.facts.label, Description: '' };
      steps.expect(await steps.call('organizations', 'CreatePolicy', again), refused('DuplicatePolicyException'));
    },
  },
  {
    name: 'a policy that is not a policy is refused',
    statement: 'organizations: `DuplicatePolicyException`',
    needs: ['management'],
    writes: REFUSED,
    run: async ({ call, expect, facts }) => {
      const input = { Type: 'SERVICE_CONTROL_POLICY', Content: '{}', Name: facts.label, Description: '' };
      expect(await call('organizations', 'CreatePolicy', input), refused('MalformedPolicyDocumentException'));
    },
  },
  {
    name: 'a GuardDuty policy can be made while the type is disabled',
    statement: 'organizations: Attaching while the type is disabled',
    needs: ['management'],
    writes: 'a GuardDuty policy that is attached to nothing',
    run: async (steps) => {
      await makePolicy(steps, 'GUARDDUTY_POLICY', GUARDDUTY_POLICY);
    },
  },
  {
    name: 'a GuardDuty policy with a plan enabled but not foundational is refused',
    statement: 'organizations: `foundational` must be enabled',
    needs: ['management'],
    writes: REFUSED,
    run: async ({ call, expect, facts }) => {
      const enabled = { status: { '@@assign': 'enabled' } };
      const Content = JSON.stringify({ guardduty: { enablement: { default: { s3_data_events: enabled } } } });
      const input = { Type: 'GUARDDUTY_POLICY', Content, Name: facts.label, Description: '' };
      expect(await call('organizations', 'CreatePolicy', input), refused('MalformedPolicyDocumentException'));
    },
  },
];
