import type { Draft } from '../draft';
import type { Issue } from '../issue';
import { type MemberMistake, memberMistakes } from '../rules/outside-members';
import type { OutsideMemberEntry } from '../schema-outside-members';
import { membersIn, type Row } from './csv';

/** The accounts in the CSV that a configuration names, and every mistake in them: each by itself and beside the file's. */
export function membersBeside(
  config: Draft,
  file: string,
): { members: readonly OutsideMemberEntry[]; issues: Issue[] } {
  const { outsideMembers } = config;
  if (outsideMembers?.file === undefined) return { members: [], issues: [] };
  const { csv, rows, issues } = membersIn(file, outsideMembers.file);
  const listed = outsideMembers.accounts;
  const members = rows.map(({ member }) => member);
  const mistakes = memberMistakes([...listed, ...members], config).flatMap((mistake) => {
    const row = rows[mistake.index - listed.length];
    return row ? [issueOf(csv, row, mistake)] : [];
  });
  return { members, issues: [...issues, ...mistakes] };
}

function issueOf(
  file: string,
  { member, line, columns }: Row,
  { key, item, index: _, ...mistake }: MemberMistake,
): Issue {
  const value = member[key];
  const got = Array.isArray(value) && item !== undefined ? value[item] : value;
  return {
    file,
    line,
    column: columns[key] ?? 1,
    path: key,
    ...(got !== undefined && { got: JSON.stringify(got) }),
    ...mistake,
  };
}
