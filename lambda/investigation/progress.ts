import type { DetectiveInvestigations } from '../aws/detective/investigations';
import { type Found, foundIn } from './result';

/** The progress of an investigation. */
export type Looked =
  | { readonly state: 'running' | 'failed' | 'overdue' }
  | { readonly state: 'finished'; readonly found: Found };

/** The time limit. An investigation usually takes minutes. */
export const PATIENCE_MINUTES = 60;
/** more would not make the message more useful */
const MAX_INDICATORS = 1000;

/** Reads whether an investigation has ended, and its result. */
export async function look(
  { id, at }: { readonly id: string; readonly at: number },
  { detective, now }: { readonly detective: DetectiveInvestigations; readonly now: number },
): Promise<Looked> {
  const { status, severity = 'UNKNOWN' } = await detective.progress(id);
  if (status === 'FAILED') return { state: 'failed' };
  if (status === 'SUCCESSFUL')
    return { state: 'finished', found: foundIn(severity, await detective.indicators(id, MAX_INDICATORS)) };
  return { state: now - at >= PATIENCE_MINUTES * 60_000 ? 'overdue' : 'running' };
}
