import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig } from '../../lib/config';
import { guardrails, MAX_CHARACTERS } from '../../lib/guardrails';
import type { Guardrail } from '../../lib/guardrails/guardrail';
import { rollout } from '../../lib/rollout';
import { EXIT } from '../exit-codes';
import { UsageError } from '../usage-error';
import type { GuardrailsOptions } from './options';
import { guardrailsText } from './print';

/**
 * Prints the guardrails of a configuration.
 * @returns the exit code
 * @throws UsageError if a policy is longer than AWS accepts
 */
export function runGuardrails(options: GuardrailsOptions, say: (text: string) => void = console.log): number {
  const config = loadConfig(options.config);
  const policies = guardrails(rollout(config), config.guardrails);
  for (const { name, content } of policies)
    if (content.length > MAX_CHARACTERS)
      throw new UsageError(
        `${config.file}: guardrails.breakGlass: ${name} has ${content.length} characters, and AWS accepts ${MAX_CHARACTERS}: name fewer principals, or use * in one`,
      );
  if (options.out !== undefined) write(policies, options.out);
  say(options.json ? JSON.stringify({ policies: policies.map(parsed) }, undefined, 2) : guardrailsText(policies));
  return EXIT.ok;
}

function write(policies: readonly Guardrail[], folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const { name, content } of policies) writeFileSync(join(folder, `${name}.json`), content);
}

function parsed(policy: Guardrail) {
  return { ...policy, content: JSON.parse(policy.content) as object };
}
