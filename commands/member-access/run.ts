import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig } from '../../lib/config';
import { memberAccessTemplate } from '../../lib/member-access';
import { memberAccessFor } from '../../lib/rollout/outside-members';
import { EXIT } from '../exit-codes';
import { suggestion, UsageError } from '../usage-error';
import { instructions } from './instructions';
import type { MemberAccessOptions } from './options';

/**
 * Writes the files for the owner of an outside account: a CloudFormation template, and a page that explains it.
 * @returns the paths of the two files
 */
export function writeMemberAccess({ config: file, account, out }: MemberAccessOptions): string[] {
  const config = loadConfig(file);
  const grant = memberAccessFor(config, account);
  if (!grant) {
    const listed = config.outsideMembers?.accounts.map((each) => each.account) ?? [];
    throw new UsageError(`account ${account} is not listed in outsideMembers of ${file}${suggestion(account, listed)}`);
  }
  mkdirSync(out, { recursive: true });
  const template = `member-access-${account}.template.json`;
  const files = {
    [template]: `${JSON.stringify(memberAccessTemplate(grant), undefined, 2)}\n`,
    [`member-access-${account}.md`]: instructions(config, grant, account, template),
  };
  return Object.entries(files).map(([name, content]) => {
    const path = join(out, name);
    writeFileSync(path, content);
    return path;
  });
}

/** Writes them and prints their paths. @returns the exit code */
export function runMemberAccess(options: MemberAccessOptions, say: (text: string) => void = console.log): number {
  for (const file of writeMemberAccess(options)) say(file);
  return EXIT.ok;
}
