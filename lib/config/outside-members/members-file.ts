import type { Draft } from '../draft';
import { type Issue, inFileOrder } from '../issue';
import { type MemberMistake, memberMistakes } from '../rules/outside-members';
import { tooManyMembers } from '../rules/size';
import type { OutsideMemberEntry } from '../schema-outside-members';
import { membersIn, type Row } from './csv';

/** Reads the accounts from the CSV that a configuration names, and checks them together with those of the configuration. */
export function membersFromFile(
  config: Draft,
  file: string,
): { members: readonly OutsideMemberEntry[]; issues: Issue[] } {
  const { outsideMembers } = config;
  if (outsideMembers?.file === undefined) return { members: [], issues: [] };
  const { csv, rows, issues } = membersIn(file, outsideMembers.file);
  const listed = outsideMembers.accounts;
  const members = rows.map(({ member }) => member);
  const whereIs = (index: number) => {
    const row = rows[index - listed.length];
    return row ? `in line ${row.line}` : `at outsideMembers.accounts[${index}]`;
  };
  const mistakes = memberMistakes([...listed, ...members], config, whereIs).flatMap((mistake) => {
    const row = rows[mistake.index - listed.length];
    return row ? [issueOf(csv, row, mistake)] : [];
  });
  const size = tooManyMembers(listed) ? undefined : tooManyMembers([...listed, ...members]);
  return {
    members,
    issues: [
      ...(size ? [{ file: csv, line: 1, column: 1, path: '', ...size }] : []),
      ...inFileOrder([...issues, ...mistakes]),
    ],
  };
}

function issueOf(
  file: string,
  { member, line, column, places }: Row,
  { key, item, index: _, ...mistake }: MemberMistake,
): Issue {
  const value = member[key];
  const got = Array.isArray(value) && item !== undefined ? value[item] : value;
  const place = places[key];
  return {
    file,
    line: place?.line ?? line,
    column: place?.column ?? column,
    path: key,
    ...(got !== undefined && { got: JSON.stringify(got) }),
    ...mistake,
  };
}
