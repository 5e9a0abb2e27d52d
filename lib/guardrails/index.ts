import type { Guardrails } from '../config/schema-guardrails';
import type { Rollout } from '../rollout';
import { statementsForAdministrator } from './for-administrator';
import { statementsForMembers } from './for-members';
import { statementsForResources } from './for-resources';
import { contentOf, type Guardrail } from './guardrail';

/** The most characters of a policy under the older of AWS's two limits (5,120 until May 2026). */
export const MAX_CHARACTERS = 5120;

/**
 * The policies that keep members covered and the product's resources unchanged. Service control policies bind neither
 * the management account nor service-linked roles.
 */
export function guardrails(rollout: Rollout, { attachTo, breakGlass, qualifier }: Guardrails): Guardrail[] {
  const { partition, administrator, organizationId } = rollout;
  return [
    {
      name: 'muster-guardrail-members',
      type: 'SERVICE_CONTROL_POLICY',
      description: 'Members cannot leave GuardDuty, Detective and the organization.',
      targets: attachTo,
      content: contentOf(statementsForMembers(partition, administrator, breakGlass)),
    },
    {
      name: 'muster-guardrail-administrator',
      type: 'SERVICE_CONTROL_POLICY',
      description: 'In the administrator account detection stays on, and only deployments change the stacks.',
      targets: [administrator],
      content: contentOf(statementsForAdministrator(partition, administrator, qualifier, breakGlass)),
    },
    ...(organizationId === undefined
      ? []
      : [
          {
            name: 'muster-guardrail-resources',
            type: 'RESOURCE_CONTROL_POLICY' as const,
            description: 'No principal outside the organization reaches buckets, queues and the key of the rollout.',
            targets: [administrator],
            content: contentOf(statementsForResources(partition, administrator, organizationId)),
          },
        ]),
  ];
}
