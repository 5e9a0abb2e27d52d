import { find, regionsOf } from '../../lib/regions';
import { type Answers, namesIn } from './questions';

/**
 * The text of a configuration, with comments for the person who reads it next.
 * @param schema the JSON Schema, as a path from the file, for editors
 */
export function configurationText(answers: Answers, schema: string): string {
  return [
    `# yaml-language-server: $schema=${schema}`,
    '#',
    '# GuardDuty and Detective in every account and governed region. A key that is absent has its default.',
    '# Every key: docs/configuration.md. An example with overrides, outside accounts and more targets: examples/rollout.yaml.',
    '',
    'organization:',
    '  # In quotes: YAML reads a bare 012345678901 as a number.',
    `  managementAccount: '${answers.managementAccount}'`,
    '  # GuardDuty and Detective are run from this account.',
    `  delegatedAdministrator: '${answers.administrator}'`,
    ...partitionLines(answers.homeRegion),
    '',
    '# Findings of all regions arrive here. It is also the region that is delegated first.',
    `homeRegion: ${answers.homeRegion}`,
    '',
    '# all, default (regions that need no opt-in) or a list. An opt-in region must be enabled in both accounts above.',
    ...regionLines(answers.regions),
    '',
    'guardDuty:',
    '  # ALL: every account is enrolled, and AWS keeps it so. Protection plans are in docs/configuration.md; those that are on by',
    '  # default have a free trial in each account (docs/cost.md).',
    '  autoEnable: ALL',
    '',
    ...detectiveLines(answers.homeRegion),
    '',
    ...findingLines(answers.email),
    '',
    '# Deleting the stacks leaves detection on in every account.',
    'onRemoval: retain',
    '',
  ].join('\n');
}

function partitionLines(homeRegion: string): string[] {
  const partition = find(homeRegion)?.partition ?? 'aws';
  return partition === 'aws' ? [] : ['', `partition: ${partition}`];
}

function detectiveLines(homeRegion: string): string[] {
  const partition = find(homeRegion)?.partition ?? 'aws';
  if (regionsOf(partition).some(({ detective }) => detective)) return ['detective:', '  enabled: true'];
  return [`# Detective is not offered in partition ${partition}.`, 'detective:', '  enabled: false'];
}

function regionLines(regions: string): string[] {
  if (['all', 'default'].includes(regions)) return [`regions: ${regions}`];
  return ['regions:', ...[...new Set(namesIn(regions))].map((name) => `  - ${name}`)];
}

function findingLines(email: string): string[] {
  if (email === '')
    return [
      '# Severe findings go to a topic of their own, to which you can subscribe. Other targets and routes: docs/findings.md.',
      '# findings:',
      '#   targets:',
      '#     analysts: { sns: { emails: [security@example.com] } }',
      '#   routes:',
      '#     - { name: severe, match: { severity: 7 }, targets: [analysts] }',
    ];
  return [
    '# Which targets receive which findings: docs/findings.md. AWS asks the address to confirm the subscription. Other findings are only in',
    '# the GuardDuty console; `defaultRoute` would deliver them, too.',
    'findings:',
    '  targets:',
    `    analysts: { sns: { emails: [${JSON.stringify(email)}] } }`,
    '  routes:',
    '    # 7 and more: high and critical',
    '    - { name: severe, match: { severity: 7 }, targets: [analysts] }',
  ];
}
