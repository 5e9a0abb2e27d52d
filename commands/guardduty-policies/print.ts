import pc from 'picocolors';
import type { PolicyDifference } from '../../lambda/controllers/guardduty/plan/policies/effective';
import type { EffectiveDifference, PoliciesReport } from './report';

const REASONS = {
  NotInPolicies: 'policies have no name for it',
  NewAccountsOnly: 'policies cannot set it for new accounts only; write ALL or NONE',
} as const;

/** The settings that policies never have, and the account that they may not reach. */
export const NOTES = [
  'Policies set neither the publishing frequency nor lists, suppression rules, export, outside members and Detective: the scheduled passes do.',
  'The management account is covered only if it has the service-linked role AWSServiceRoleForAmazonGuardDuty.',
] as const;

/** The policies as text. */
export function policiesText({ policies, left, incomplete }: PoliciesReport): string {
  const lines = policies.flatMap(({ name, targets, content }) => [
    `${pc.bold(name)}  ${content.length} characters`,
    ...targets.map((target) => `  attach to ${target.id}${target.name === target.id ? '' : ` (${target.name})`}`),
  ]);
  return [
    ...(lines.length > 0 ? lines : ['Nothing that a policy can express is desired.']),
    ...left.map(
      ({ plan, reason, accounts, regions }) =>
        `not in a policy: ${plan} for ${counted(accounts, 'account')} in ${regions.join(', ')}: ${REASONS[reason]}`,
    ),
    ...incomplete.map(
      ({ id, name, regions }) =>
        `incomplete: an account that joins ${name} (${id}) gets less than desired in ${regions.join(', ')} until you run this command again`,
    ),
    ...NOTES.map((note) => pc.dim(note)),
  ].join('\n');
}

/** The result of a check as text. */
export function differencesText(found: readonly EffectiveDifference[], accounts: number): string {
  if (found.length === 0)
    return `The effective policies of ${counted(accounts, 'account')} are as the configuration asks.`;
  return found
    .map(({ account, name, region, differences }) => {
      const words = differences.every(({ effective }) => effective === undefined)
        ? 'no policy sets what is desired'
        : differences.map(wordsOf).join('; ');
      return `${pc.red('differs')} ${account} ${name}, ${region}: ${words}`;
    })
    .join('\n');
}

function wordsOf({ setting, wanted = 'not managed', effective = 'not managed' }: PolicyDifference): string {
  return `${setting} is ${effective} instead of ${wanted}`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
