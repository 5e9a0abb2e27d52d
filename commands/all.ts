import { bootstrapCommand } from './bootstrap/command';
import { canaryCommand } from './canary/command';
import type { CliCommand } from './command';
import { commandsPage } from './commands-page';
import { contractCommand } from './contract/command';
import { costCommand } from './cost/command';
import { deployCommand } from './deploy/command';
import { explainCommand } from './explain/command';
import { exportPoliciesCommand } from './export-policies/command';
import { generateCommand } from './generate/command';
import { guardDutyPoliciesCommand } from './guardduty-policies/command';
import { guardrailsCommand } from './guardrails/command';
import { initCommand } from './init/command';
import { memberAccessCommand } from './member-access/command';
import { planCommand } from './plan/command';
import { redriveCommand } from './redrive/command';
import { rehearseCommand } from './rehearse/command';
import { routeCommand } from './route/command';
import { statusCommand } from './status/command';

/** Every command, in the order of the help. */
export const commands: readonly CliCommand[] = [
  rehearseCommand,
  initCommand,
  bootstrapCommand,
  planCommand,
  statusCommand,
  deployCommand,
  explainCommand,
  routeCommand,
  exportPoliciesCommand,
  guardDutyPoliciesCommand,
  guardrailsCommand,
  costCommand,
  memberAccessCommand,
  canaryCommand,
  redriveCommand,
  contractCommand,
  generateCommand(() => commandsPage(commands)),
];
