import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join, relative, resolve } from 'node:path';
import { SERVICES } from '../lambda/controllers/registry';

const ROOT = join(__dirname, '..');

/** The files that every controller has. */
const OF_EACH_CONTROLLER = [
  'action',
  'apply',
  'describe',
  'desired',
  'index',
  'observe',
  'permissions',
  'plan',
  'registration',
].map((name) => `${name}.ts`);
/** The files that only one controller has. */
const OF_ONE_CONTROLLER: Readonly<Record<string, string>> = { delegation: 'administrations.ts' };
/** The files that every controller has next to its planner: each derives something from the desired and the observed state. */
const OF_EACH_PLAN = ['coverage.ts', 'differences.ts', 'losses.ts', 'projection.ts', 'removal.ts', 'values.ts'];

interface Source {
  /** relative to the root, with slashes */
  readonly path: string;
  readonly text: string;
  readonly lines: number;
  /** packages by name, files of the project by path without extension */
  readonly imports: readonly string[];
}

const FOLDERS = ['bin', 'commands', 'lib', 'lambda', 'simulator', 'test'];
const sources = FOLDERS.flatMap(sourcesOf);
const byPath = new Map(sources.map((source) => [source.path.replace(/\.ts$/, ''), source]));
const FIXTURES = '@muster/simulator/fixtures';
/** The simulator's public entries. The second describes an organization without simulating it, and loads ten times as fast. */
const ENTRIES = ['@muster/simulator', '@muster/simulator/contract', '@muster/simulator/organization', FIXTURES];
const isTest = (path: string) => path.startsWith('test/') || path.startsWith('simulator/test/');
const product = sources.filter(({ path }) => !isTest(path));
const within = (...folders: string[]) =>
  sources.filter(({ path }) => folders.some((folder) => path.startsWith(folder)));

function sourcesOf(folder: string): Source[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.parentPath.includes('node_modules'))
    .map((entry) => {
      const file = join(entry.parentPath, entry.name);
      const text = readFileSync(file, 'utf8');
      return { path: relative(ROOT, file), text, lines: text.split('\n').length - 1, imports: importsOf(file, text) };
    });
}

function importsOf(file: string, text: string): string[] {
  const statements = /(?:^(?:import|export)\b[^'";]*?\bfrom\s*|^import\s*|\b(?:import|require)\()'([^']+)'(?! \+)/gm;
  return [...text.matchAll(statements)].map(([, target = '']) =>
    target.startsWith('.') ? relative(ROOT, resolve(file, '..', target)) : target,
  );
}

/** `path → import` for every import of `from` that is not allowed. */
function forbidden(from: readonly Source[], isForbidden: (target: string, path: string) => boolean): string[] {
  return from.flatMap(({ path, imports }) =>
    imports.filter((target) => isForbidden(target, path)).map((target) => `${path} → ${target}`),
  );
}

/** Every file and package that a source reaches through files of the project. */
function reached(start: Source): Set<string> {
  const seen = new Set<string>();
  const open = [...start.imports];
  for (let target = open.pop(); target !== undefined; target = open.pop()) {
    if (seen.has(target)) continue;
    seen.add(target);
    open.push(...((byPath.get(target) ?? byPath.get(`${target}/index`))?.imports ?? []));
  }
  return seen;
}

const isSdk = (target: string) => target.startsWith('@aws-sdk/') || target.startsWith('@smithy/');
const isCdk = (target: string) => /^(aws-cdk-lib|constructs|cdk-nag)(\/|$)/.test(target);
/** Whether an import is of a package that the folder's `package.json` declares in none of these sections. */
function isUndeclared(folder: string, ...sections: readonly ('dependencies' | 'devDependencies')[]) {
  const manifest = JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8'));
  const declared = new Set(sections.flatMap((section) => Object.keys(manifest[section])));
  return (target: string) => {
    const [, name = target] = /^(@[^/]+\/[^/]+|[^@/][^/]*)/.exec(target) ?? [];
    return !isBuiltin(target) && !isIn(...FOLDERS)(target) && !declared.has(name);
  };
}

const isIn =
  (...folders: string[]) =>
  (target: string) =>
    folders.some((folder) => target === folder || target.startsWith(`${folder}/`));

describe('imports', () => {
  it('are found by this test', () => {
    expect(sources.length).toBeGreaterThan(100);
    expect(byPath.get('lib/stacks/detection')?.imports).toEqual(
      expect.arrayContaining(['aws-cdk-lib', 'lib/constructs/controllers/controller', 'lib/rollout']),
    );
  });

  it('of the handlers know nothing of the CDK app', () => {
    expect(
      forbidden(
        within('lambda/'),
        (target) => isCdk(target) || isIn('lib', 'bin', 'commands', 'simulator', 'test')(target),
      ),
    ).toEqual([]);
  });

  it('of the loop know no controller by name', () => {
    expect(forbidden(within('lambda/reconcile/'), isIn('lambda/controllers'))).toEqual([]);
  });

  it('of the SDK are only in the ports', () => {
    const others = product.filter(({ path }) => !path.startsWith('lambda/aws/') && !path.startsWith('simulator/'));
    expect(forbidden(others, isSdk)).toEqual([]);
  });

  it('of the CDK app take only desired states, permissions and the registry of controllers from the handlers', () => {
    const allowed = /^lambda\/(aws\/permissions\/[a-z-]+|(controllers\/)?[a-z]+\/desired|controllers\/registry)$/;
    expect(forbidden(within('lib/'), (target) => target.startsWith('lambda/') && !allowed.test(target))).toEqual([]);
    expect(forbidden(within('lib/'), isIn('bin', 'commands', 'simulator', 'test'))).toEqual([]);
  });

  it('of the CDK app do not reach the SDK, directly or indirectly', () => {
    const reaching = within('lib/').filter((source) => [...reached(source)].some(isSdk));
    expect(reaching.map(({ path }) => path)).toEqual([]);
  });

  it('of the simulator go through its entries, and are only in commands, bin and tests', () => {
    const others = sources.filter(({ path }) => !path.startsWith('simulator/'));
    expect(forbidden(others, isIn('simulator'))).toEqual([]);
    expect(forbidden(others, (target) => target.startsWith('@muster/') && !ENTRIES.includes(target))).toEqual([]);
    expect(forbidden(within('lib/', 'lambda/'), isIn('@muster'))).toEqual([]);
    expect(forbidden(within('bin/', 'commands/'), (target) => target === FIXTURES)).toEqual([]);
  });

  it('of the simulator know nothing of the product that it tests', () => {
    const ofProduct = isIn('lib', 'lambda', 'bin', 'commands', 'test', '@muster');
    expect(forbidden(within('simulator/'), ofProduct)).toEqual([]);
    expect(forbidden(within('simulator/src/'), isCdk)).toEqual([]);
  });

  it('are only of packages that the importing folder declares', () => {
    const undeclared = [
      ...forbidden(within('simulator/src/'), isUndeclared('simulator', 'dependencies')),
      ...forbidden(within('simulator/test/'), isUndeclared('simulator', 'dependencies', 'devDependencies')),
      ...forbidden(within('bin/', 'commands/', 'lib/', 'lambda/'), isUndeclared('.', 'dependencies')),
      ...forbidden(within('test/'), isUndeclared('.', 'dependencies', 'devDependencies')),
    ];
    // only its declarations are used: @types/aws-lambda
    expect(undeclared.filter((each) => !each.endsWith('→ aws-lambda'))).toEqual([]);
  });
});

/** Files that are allowed to import each other, with the reason. */
const MUTUAL_RECURSION: readonly { readonly files: readonly string[]; readonly because: string }[] = [
  {
    because: 'a rule can forward an event to another bus, which accepts it like any other event',
    files: ['accept', 'bus-target', 'deliver', 'targets'].map(
      (name) => `simulator/src/services/events/delivery/${name}`,
    ),
  },
  {
    because: 'Fn::If evaluates a condition, and a condition compares the results of functions',
    files: ['conditions', 'intrinsics'].map((name) => `simulator/src/services/cloudformation/template/${name}`),
  },
];

describe('import circles', () => {
  const reach = new Map(product.map((source) => [moduleOf(source), modulesReached(source)]));
  const circles = new Set(
    [...reach].flatMap(([module, all]) => {
      if (!all.has(module)) return [];
      return [...all]
        .filter((other) => reach.get(other)?.has(module))
        .sort()
        .join(' ');
    }),
  );

  it('are only the allowed ones, type imports included', () => {
    expect([...circles].sort()).toEqual(MUTUAL_RECURSION.map(({ files }) => files.join(' ')).sort());
  });

  function moduleOf({ path }: Source): string {
    return path.replace(/\.ts$/, '');
  }

  function modulesReached(source: Source): Set<string> {
    return new Set([...reached(source)].map((target) => (byPath.has(target) ? target : `${target}/index`)));
  }
});

describe('the simulator is built in layers', () => {
  const LAYERS = ['kernel', 'policy', 'organization', 'contract', 'protocols', 'services'];

  it.each(LAYERS)('%s knows only the layers below it', (layer) => {
    const above = LAYERS.slice(LAYERS.indexOf(layer) + 1).map((name) => `simulator/src/${name}`);
    const here = within(`simulator/src/${layer}/`);
    expect(here).not.toEqual([]);
    expect(forbidden(here, isIn(...above, 'simulator/src/simulation', 'simulator/src/authorization'))).toEqual([]);
  });
});

describe('files', () => {
  it('have names that say what they are about', () => {
    const nothing = /(^|[-/.])(utils?|helpers?|common|misc|managers?)([-/.]|$)|(^|\/)types[./]/;
    expect(sources.map(({ path }) => path).filter((path) => nothing.test(path))).toEqual([]);
  });

  it('have names in lower case with hyphens', () => {
    const name = /^([a-z0-9]+(-[a-z0-9]+)*\/)*[a-z0-9]+(-[a-z0-9]+)*(\.test)?\.ts$/;
    expect(sources.map(({ path }) => path).filter((path) => !name.test(path))).toEqual([]);
  });

  it('are short enough to be read in one go', () => {
    const limit = ({ path }: Source) => (path === 'bin/app.ts' ? 39 : isTest(path) ? 400 : 300);
    const long = sources.filter((source) => source.lines > limit(source));
    expect(long.map(({ path, lines }) => `${path}: ${lines}`)).toEqual([]);
  });

  it.each(SERVICES)('of the %s controller have the same names as in every controller', (service) => {
    const folder = join(ROOT, 'lambda', 'controllers', service);
    const files = readdirSync(folder).filter((name) => name !== 'plan' && name !== OF_ONE_CONTROLLER[service]);
    expect(files.sort()).toEqual(OF_EACH_CONTROLLER);
    expect(readdirSync(join(folder, 'plan'))).toEqual(expect.arrayContaining(OF_EACH_PLAN));
  });

  it('at the top are the agreed ones', () => {
    const agreed = [
      'CHANGELOG.md',
      'CONTRIBUTING.md',
      'LICENSE',
      'README.ja.md',
      'README.md',
      'SECURITY.md',
      'bin',
      'biome.json',
      'cdk.json',
      'commands',
      'docs',
      'examples',
      'jest.config.js',
      'lambda',
    ];
    agreed.push('lib', 'package-lock.json', 'package.json', 'simulator', 'test', 'tsconfig.json');
    const ignored = readFileSync(join(ROOT, '.gitignore'), 'utf8').replaceAll('/', '').split('\n');
    const found = readdirSync(ROOT).filter(
      (name) => !name.startsWith('.') && !name.endsWith('.log') && !ignored.includes(name),
    );
    expect(found.filter((name) => !agreed.includes(name))).toEqual([]);
  });
});

describe('code', () => {
  const here = relative(ROOT, __filename);
  const containing = (pattern: RegExp, from = sources) =>
    from.filter(({ path, text }) => path !== here && pattern.test(text)).map(({ path }) => path);

  it('has no test that is skipped, focused or left for later', () => {
    expect(containing(/\b(it|test|describe)\.(skip|only|todo)\b|\b[xf](it|describe)\(/)).toEqual([]);
  });

  it('is tested against the simulated organization, without mocks and spies', () => {
    expect(containing(/\bjest\.(mock|doMock|spyOn|fn)\b/)).toEqual([]);
  });

  it('has no TODO and suppresses no compiler error', () => {
    expect(containing(/\b(TODO|FIXME|XXX)\b|@ts-(ignore|expect-error|nocheck)/)).toEqual([]);
  });

  it('reads no environment variable and does not sleep in constructs and stacks', () => {
    expect(containing(/process\.env|setTimeout/, within('lib/'))).toEqual([]);
  });
});
