import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The text of Apache-2.0, the license of this project too. */
const APACHE = join(__dirname, '..', 'LICENSE');

/** A package whose code is in a bundle. */
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** SPDX expression, as its package.json declares it */
  readonly license: string;
  /** its license and notice files, joined; the licenses require that they are distributed with the code */
  readonly text: string;
}

/** The part of esbuild's metafile that lists the files in an output. */
export interface Contents {
  readonly outputs: Readonly<
    Record<string, { readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>> }>
  >;
}

/**
 * The packages that have code in the outputs, sorted by name and version.
 * @param root the folder that the metafile's paths are relative to
 * @throws Error for a package without a license file, unless it is under Apache-2.0: its code must not be distributed without
 */
export function bundledPackages({ outputs }: Contents, root: string): BundledPackage[] {
  const files = Object.values(outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : [])),
  );
  const folders = new Set(files.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []));
  const packages = [...folders].map((folder) => packageIn(join(root, folder)));
  // the same version may be installed in several places
  const unique = new Map(packages.map((each) => [`${each.name} ${each.version}`, each]));
  return [...unique].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, each]) => each);
}

function packageIn(folder: string): BundledPackage {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as BundledPackage;
  const legal = readdirSync(folder)
    .filter((file) => /^(licen[cs]e|notice|copying)/i.test(file))
    .sort();
  if (legal.length === 0 && license !== 'Apache-2.0')
    throw new Error(`package ${name} ${version} is bundled and has no license file`);
  // some packages of AWS's monorepo have no file; the text of this license is the same for all
  if (legal.length === 0) return { name, version, license, text: readFileSync(APACHE, 'utf8').trim() };
  const text = legal.map((file) => readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim());
  return { name, version, license, text: text.join('\n\n') };
}

const RULE = '-'.repeat(80);

/** The text of the notices file: packages with the same license text are listed together above it. */
export function noticesText(packages: readonly BundledPackage[]): string {
  const byText = new Map<string, BundledPackage[]>();
  for (const each of packages) byText.set(each.text, [...(byText.get(each.text) ?? []), each]);
  const sections = [...byText].map(([text, same]) => {
    const names = same.map(({ name, version, license }) => `${name} ${version} (${license})`);
    return [RULE, ...names, '', text, ''].join('\n');
  });
  return ['The code in this folder contains these packages, under their licenses.', '', ...sections].join('\n');
}
