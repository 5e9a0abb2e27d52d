import pc from 'picocolors';
import type { Guardrail } from '../../lib/guardrails/guardrail';

const KINDS = {
  SERVICE_CONTROL_POLICY: 'service control policy',
  RESOURCE_CONTROL_POLICY: 'resource control policy',
} as const satisfies Record<Guardrail['type'], string>;

/** The limits of these policies, and when to attach them. */
const NOTES = [
  'Service control policies bind neither the management account nor service-linked roles.',
  'Attach them after the last stack is deployed; detach them before you leave or bootstrap the administrator account again.',
] as const;

export function guardrailsText(policies: readonly Guardrail[]): string {
  const lines = policies.flatMap(({ name, type, description, targets, content }) => [
    `${pc.bold(name)}  ${KINDS[type]}, ${content.length} characters`,
    `  ${description}`,
    ...targets.map((target) => `  attach to ${target}`),
    content,
    '',
  ]);
  return [...lines, ...NOTES.map((note) => pc.dim(note))].join('\n');
}
