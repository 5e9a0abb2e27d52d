import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Simulation } from '@muster/simulator';
import { type PlanDocument, planFormat } from '../../../commands/plan/format';
import type { PlanOptions } from '../../../commands/plan/options';
import { runPlan } from '../../../commands/plan/run';
import type { Connection } from '../../../lambda/aws/clients';
import { MANAGEMENT } from '../../accounts';
import { connectionOf } from '../../lambda/organization-under-test';
import { written } from '../../lib/config/written';

const folder = mkdtempSync(join(tmpdir(), 'plan-'));

/** Removes the files of a test file; test files share this module. */
export const removeFiles = (): void => rmSync(folder, { recursive: true, force: true });

/** The path of a small configuration with some keys replaced. */
export function configuration(changes: Readonly<Record<string, string | undefined>> = {}): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'rollout.yaml');
  writeFileSync(file, written(changes));
  return file;
}

/** A path in a folder that is removed after the tests. */
export const inFolder = (name: string): string => join(folder, name);

/** What the command prints, and its exit code. */
export async function said(
  simulation: Simulation,
  options: Partial<PlanOptions> = {},
  connection: Connection = connectionOf(simulation, MANAGEMENT),
): Promise<{ code: number; text: string }> {
  const lines: string[] = [];
  const given = { config: inFolder('rollout.yaml'), ...options };
  const code = await runPlan(given, { say: (text) => lines.push(text), connection });
  return { code, text: lines.join('\n') };
}

/** The plan as data, checked against its own format. */
export async function planned(
  simulation: Simulation,
  options: Partial<PlanOptions> = {},
): Promise<{ code: number; plan: PlanDocument }> {
  const { code, text } = await said(simulation, { ...options, json: true });
  return { code, plan: planFormat.parse(JSON.parse(text)) };
}
