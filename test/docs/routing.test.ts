import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { parse } from 'yaml';
import { textOf } from '../../commands/route/print';
import { routeReport } from '../../commands/route/report';
import { occurrenceKind } from '../../lambda/findings/desired';
import { deliveries, matchRoutes, routingFacts } from '../../lambda/findings/match';
import type { AccountFacts } from '../../lambda/findings/notification';
import { parseConfig } from '../../lib/config';
import { rollout } from '../../lib/rollout';
import { findingRoutes } from '../../lib/rollout/routes';
import { recorded } from '../findings/corpus';
import { enriched, NOW } from '../lambda/findings/enriched';
import { mistakes, written } from '../lib/config/written';

const ROOT = join(__dirname, '..', '..');
const cookbook = readFileSync(join(ROOT, 'docs', 'routing.md'), 'utf8');

interface Recipe {
  readonly name: string;
  /** the configuration that it makes */
  readonly text: string;
  readonly rows: readonly (readonly [string, string])[];
}

const recipes: readonly Recipe[] = cookbook
  .split(/^### /m)
  .slice(1)
  .map((section) => ({
    name: section.split('\n')[0] ?? '',
    text: written({ findings: JSON.stringify(parse(/```yaml\n([\s\S]*?)```/.exec(section)?.[1] ?? '').findings) }),
    rows: [...section.matchAll(/^\| (`.*) \| (.*) \|$/gm)].map(
      ([, what = '', recipients = '']) => [what, recipients] as const,
    ),
  }));

const rows = recipes.flatMap(({ name, text, rows: all }) =>
  all.map(([what, recipients]) => [name, what, recipients, text] as const),
);

/** A finding as a row of a recipe describes it: `type` of severity 8, of 333333333333, in OU/Path, tagged key=value, repeated. */
function described(what: string) {
  const [, type = '', severity = ''] = /^`([^`]+)` of severity ([\d.]+)/.exec(what) ?? [];
  const id = /, of (\d{12})/.exec(what)?.[1] ?? '555555555555';
  const path = /, in (?!region )([\w/]+)/.exec(what)?.[1]?.split('/') ?? [];
  const [, key, value] = /, tagged (\w+)=([\w-]+)/.exec(what) ?? [];
  const account: AccountFacts = {
    id,
    ous: path.map((name) => ({ id: name, name })),
    tags: key && value ? { [key]: value } : {},
  };
  const base = recorded('Recon:EC2/Portscan');
  const region = /, in region ([\w-]+)/.exec(what)?.[1] ?? 'eu-west-1';
  const resourceType = /, on (\w+)/.exec(what)?.[1] ?? 'Instance';
  const finding = { ...base, type, severity: Number(severity), accountId: id, region, resource: { resourceType } };
  const kind = occurrenceKind.safeParse(what.split(', ').at(-1)).data ?? 'new';
  return { ...routingFacts(enriched(finding, { account }), '222222222222'), occurrence: kind };
}

describe('the routing cookbook', () => {
  it.each(recipes.map(({ name, text }) => [name, text] as const))(
    '%s: the configuration has no mistakes',
    (_, text) => {
      expect(mistakes(text)).toEqual([]);
    },
  );

  it.each(rows)('%s: %s goes to %s', (_, what, recipients, text) => {
    const config = parseConfig(text, 'rollout.yaml');
    const { desired } = findingRoutes(config, rollout(config).detections);
    const notified = [...deliveries(matchRoutes(described(what), desired.routes, desired.defaultRoute)).keys()];
    expect(notified.join(', ') || 'no target').toBe(recipients);
  });

  it('has enough recipes, each with its results', () => {
    expect(recipes.length).toBeGreaterThanOrEqual(10);
    for (const recipe of recipes) expect(recipe.rows.length).toBeGreaterThanOrEqual(2);
  });

  it('shows the output of the command', () => {
    const example = (name: string) => join(ROOT, 'examples', name);
    const files = {
      finding: example('finding.json'),
      account: example('account.json'),
      config: example('rollout.yaml'),
    };
    const answer = stripVTControlCharacters(textOf(routeReport(files, NOW)));
    const shown = /```\n(Routes: [\s\S]*?)…\n```/.exec(cookbook)?.[1] ?? 'nothing';
    expect(answer.startsWith(shown)).toBe(true);
  });
});
