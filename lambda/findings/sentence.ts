import { actingResource, actorsOf } from './acting';
import { isOutbound } from './action';
import { remoteAddresses } from './actor';
import { affectedOf } from './affected';
import { evidenceOf } from './evidence';
import type { Finding } from './finding';
import type { Words } from './words';

const LONGEST_NAME = 300;

/** What is affected, with our word for its kind: `S3 bucket payroll`. */
export function affectedText(finding: Finding, words: Words): string {
  const affected = affectedOf(finding);
  if (affected) return `${words.affected[affected.kind]} ${affected.name.slice(0, LONGEST_NAME)}`;
  return `${words.noSuch} (${finding.resourceType})`;
}

/**
 * Who acted and from where: `role session Admin/alice from 198.51.100.7 (Ruritania)`; undefined if the finding names no one. Where
 * the affected resource acted, the address is whom it acted on: the action has it.
 */
export function actorText(finding: Finding, words: Words): string | undefined {
  const actors = actorsOf(finding).map(({ kind, name }) => `${words.actor[kind]} ${name}`);
  const acting = actors.length === 0 ? actingResource(finding) : undefined;
  if (acting) actors.push(`${words.affected[acting.kind]} ${acting.name.slice(0, LONGEST_NAME)}`);
  const who = actors.length === 0 ? undefined : actors.join(', ');
  const [remote] = isOutbound(finding) ? [] : remoteAddresses(finding);
  const address = remote && `${remote.ip}${remote.about ? ` (${remote.about})` : ''}`.slice(0, LONGEST_NAME);
  if (who === undefined) return address;
  return address === undefined ? who : words.from(who, address);
}

/** What shows that it happened: `threat EICAR-Test-File; file /tmp/x`; empty if the finding has nothing. */
export function evidenceText(finding: Finding, words: Words): string {
  return evidenceOf(finding)
    .map(({ kind, value }) => (kind === 'detail' ? value : `${words.evidence[kind]} ${value}`))
    .join('; ');
}

/** The finding in a sentence or two: what is affected where, and by whom. */
export function sentence(finding: Finding, account: string, regions: readonly string[], words: Words): string {
  const actor = actorText(finding, words);
  const affected = words.affects(affectedText(finding, words), account, regions.join(', '));
  return actor === undefined ? affected : `${affected}${words.space}${words.actedBy(actor)}`;
}
