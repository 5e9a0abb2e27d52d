import { identities, remoteAddresses } from './actor';
import { affectedOf } from './affected';
import type { Finding } from './finding';
import type { Words } from './words';

const LONGEST_NAME = 300;

/** What is affected, with our word for its kind: `S3 bucket payroll`. */
export function affectedText(finding: Finding, words: Words): string {
  const affected = affectedOf(finding);
  if (affected) return `${words.affected[affected.kind]} ${affected.name.slice(0, LONGEST_NAME)}`;
  return `${words.noSuch} (${finding.resourceType})`;
}

/** Who acted and from where: `role session Admin/alice from 198.51.100.7 (Ruritania)`; undefined if the finding names no one. */
export function actorText(finding: Finding, words: Words): string | undefined {
  const [identity] = identities(finding);
  const [remote] = remoteAddresses(finding);
  const who = identity && `${words.identity[identity.kind]} ${identity.name.slice(0, LONGEST_NAME)}`;
  const address = remote && `${remote.ip}${remote.about ? ` (${remote.about})` : ''}`.slice(0, LONGEST_NAME);
  if (who === undefined) return address;
  return address === undefined ? who : words.from(who, address);
}

/** The finding in a sentence or two: what is affected where, and by whom. */
export function sentence(finding: Finding, account: string, regions: readonly string[], words: Words): string {
  const actor = actorText(finding, words);
  const affected = words.affects(affectedText(finding, words), account, regions.join(', '));
  return actor === undefined ? affected : `${affected}${words.space}${words.actedBy(actor)}`;
}
