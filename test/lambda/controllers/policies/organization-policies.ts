import {
  AttachPolicyCommand,
  CreatePolicyCommand,
  DetachPolicyCommand,
  ListPoliciesCommand,
  ListTargetsForPolicyCommand,
  OrganizationsClient,
  UpdatePolicyCommand,
} from '@aws-sdk/client-organizations';
import { clientOf, type Simulation } from '@muster/simulator';
import { policiesController } from '../../../../lambda/controllers/policies';
import type { PoliciesDesired } from '../../../../lambda/controllers/policies/desired';
import { reconcile } from '../../../../lambda/reconcile/reconcile';
import { MANAGEMENT } from '../../../accounts';
import { awsOf, guardDutyAlone, policies, startDelegated } from '../../organization-under-test';

export const SHOP = '333333333333';
export const BANK = '444444444444';
export const TOY = '555555555555';
export const region = 'eu-west-1';

const status = (value: 'enabled' | 'disabled') => ({ status: { '@@assign': value } });
/** What someone writes who wants the region blind. */
export const BLIND = JSON.stringify({
  guardduty: {
    enablement: {
      [region]: {
        foundational: status('enabled'),
        s3_data_events: status('disabled'),
        eks_audit_logs: status('disabled'),
      },
    },
  },
});

/** A delegated organization with accounts in units. */
export async function organization(): Promise<Simulation> {
  const accounts = [
    { id: SHOP, ou: 'Work/Prod' },
    { id: BANK, ou: 'Work/Prod' },
    { id: TOY, ou: 'Play' },
  ];
  const simulation = await startDelegated({ accounts }, guardDutyAlone(region));
  await simulation.clock.advance(300);
  return simulation;
}

/** One pass of the management account: of the schedule, unless it is a deployment. */
export function pass(
  simulation: Simulation,
  desired: PoliciesDesired = policies(),
  options: { deploying?: boolean; leaving?: boolean } = {},
) {
  const repairing = options.deploying || options.leaving ? {} : { repairing: { now: simulation.clock.now() } };
  const controller = policiesController(awsOf(simulation, MANAGEMENT));
  return reconcile(controller, desired, { ...repairing, leaving: options.leaving ?? false });
}

/** AWS Organizations, as the administrator of an account uses it. */
export function organizationsAs(simulation: Simulation, account = MANAGEMENT) {
  const client = clientOf(OrganizationsClient, simulation, account, 'us-east-1');
  return {
    client,
    /** name → its id and targets */
    async policies(): Promise<Readonly<Record<string, { id: string; targets: string[] }>>> {
      const { Policies = [] } = await client.send(new ListPoliciesCommand({ Filter: 'GUARDDUTY_POLICY' }));
      const entries = Policies.map(async ({ Id: id = '', Name = '' }) => {
        const { Targets = [] } = await client.send(new ListTargetsForPolicyCommand({ PolicyId: id }));
        return [Name, { id, targets: Targets.map(({ TargetId = '' }) => TargetId) }];
      });
      return Object.fromEntries(await Promise.all(entries));
    },
    async attachForeign(name: string, target: string, Content = BLIND): Promise<void> {
      const made = new CreatePolicyCommand({ Name: name, Description: '', Type: 'GUARDDUTY_POLICY', Content });
      const PolicyId = (await client.send(made)).Policy?.PolicySummary?.Id;
      await client.send(new AttachPolicyCommand({ PolicyId, TargetId: target }));
    },
    change: (PolicyId: string, Content = BLIND) => client.send(new UpdatePolicyCommand({ PolicyId, Content })),
    detach: (PolicyId: string, TargetId: string) => client.send(new DetachPolicyCommand({ PolicyId, TargetId })),
  };
}
