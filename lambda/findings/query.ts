import { identities } from './actor';
import { actorConditions, type Condition } from './actor-conditions';
import type { CloudTrail } from './cloud-trail';
import { type Finding, UNKNOWN } from './finding';
import { isLoggedElsewhere, logQuestion } from './log-query';

/** A statement that shows the actor's calls around the finding, where Detective cannot show them or more is needed. */
export interface Query {
  readonly dialect: 'Athena' | 'CloudTrail Lake' | 'CloudWatch Logs Insights' | 'AWS CLI';
  readonly statement: string;
}

/** The calls that a query selects. */
interface Question {
  readonly conditions: readonly Condition[];
  /** milliseconds */
  readonly from: number;
  readonly until: number;
  /** undefined if the finding names no account */
  readonly account: string | undefined;
}

const HOUR = 3_600_000;
const LONGEST_VALUE = 300;
const FIELDS = 'eventTime, eventSource, eventName, awsRegion, sourceIPAddress, userAgent, errorCode, requestParameters';

/** The partition column of the table that Athena's guide makes for CloudTrail, with days as `yyyy/MM/dd`. */
const PARTITION = 'timestamp';

/**
 * Queries for the calls of the finding's actor, from an hour before it was first seen to an hour after it was last seen.
 * The first is the recommended one: CloudTrail Lake takes no new customers since 31 May 2026, so it comes first only if an
 * event data store is configured.
 * @returns none if the finding names no actor or no time
 */
export function actorQueries(finding: Finding, trail: CloudTrail): Query[] {
  const { firstSeen, lastSeen, accountId } = finding;
  if (isLoggedElsewhere(finding)) return elsewhere(finding);
  const conditions = actorConditions(finding);
  if (conditions.length === 0 || firstSeen === undefined) return [];
  const question: Question = {
    conditions,
    from: firstSeen - HOUR,
    until: (lastSeen ?? firstSeen) + HOUR,
    account: accountId === UNKNOWN ? undefined : accountId,
  };
  const lookUp = lookUpEvents(finding, question);
  return [
    ...(trail.eventDataStore === undefined ? [] : [lake(question, trail.eventDataStore)]),
    ...(trail.eventDataStore === undefined || trail.athenaTable !== undefined ? [athena(question, trail)] : []),
    insights(question),
    ...(lookUp === undefined ? [] : [lookUp]),
  ];
}

/** Lake has timestamps. */
function lake(question: Question, eventDataStore: string): Query {
  const time = (moment: number) => quoted(seconds(moment).replace('T', ' '));
  return { dialect: 'CloudTrail Lake', statement: select(question, eventDataStore, time) };
}

/** The table has times as the text of CloudTrail's files. Its partitions are what keeps a query from reading every file. */
function athena(
  question: Question,
  { athenaTable = 'CLOUDTRAIL_TABLE', athenaPartition = PARTITION }: CloudTrail,
): Query {
  const time = (moment: number) => quoted(`${seconds(moment)}Z`);
  // files arrive up to minutes after the events in them: the hour that is added covers those, too
  const day = (moment: number) => quoted(seconds(moment).slice(0, 10).replaceAll('-', '/'));
  const days = `"${athenaPartition}" BETWEEN ${day(question.from)} AND ${day(question.until)}`;
  const partition = athenaPartition === 'none' ? [] : [days];
  return { dialect: 'Athena', statement: select(question, athenaTable, time, partition) };
}

function select(
  { conditions, from, until, account }: Question,
  table: string,
  time: (moment: number) => string,
  partition: readonly string[] = [],
): string {
  const actor = conditions.map(({ field, value, suffix }) =>
    suffix ? `${field} LIKE ${quoted(`%${value}`)}` : `${field} = ${quoted(value)}`,
  );
  const where = [
    ...partition,
    `eventTime BETWEEN ${time(from)} AND ${time(until)}`,
    ...(account === undefined ? [] : [`recipientAccountId = ${quoted(account)}`]),
    `(${actor.join(' OR ')})`,
  ];
  return [`SELECT ${FIELDS}`, `FROM ${table}`, `WHERE ${where.join('\n  AND ')}`, 'ORDER BY eventTime'].join('\n');
}

/** CloudTrail has nothing about the actor: the log of the cluster or the database does, where it is switched on. */
function elsewhere(finding: Finding): Query[] {
  const question = logQuestion(finding, (text) => JSON.stringify(harmless(text)));
  const { firstSeen, lastSeen = firstSeen } = finding;
  if (question === undefined || firstSeen === undefined || lastSeen === undefined) return [];
  const statement = [
    `# ${harmless(question.logGroup)} from ${seconds(firstSeen - HOUR)}Z to ${seconds(lastSeen + HOUR)}Z`,
    `fields ${question.fields}`,
    ...question.filters.map((filter) => `| filter ${filter}`),
    '| sort @timestamp asc',
  ];
  return [{ dialect: 'CloudWatch Logs Insights', statement: statement.join('\n') }];
}

/** The log group of the trail and the times are chosen where the query is run. */
function insights({ conditions, from, until, account }: Question): Query {
  const text = (value: string) => JSON.stringify(harmless(value));
  const actor = conditions.map(({ field, value, suffix }) => `${field} ${suffix ? 'like' : '='} ${text(value)}`);
  const statement = [
    `# from ${seconds(from)}Z to ${seconds(until)}Z`,
    `fields ${FIELDS}`,
    ...(account === undefined ? [] : [`| filter recipientAccountId = ${text(account)}`]),
    `| filter ${actor.join(' or ')}`,
    '| sort eventTime asc',
  ];
  return { dialect: 'CloudWatch Logs Insights', statement: statement.join('\n') };
}

/** A region, and no text that a shell reads as anything else. */
const REGION = /^[a-z]{2}(-[a-z]+)+-\d{1,2}$/;

/** Management events of the last 90 days, in the finding's account, without a trail; one attribute is all it takes. */
function lookUpEvents(finding: Finding, { from, until }: Question): Query | undefined {
  const [first] = identities(finding);
  const attribute = first && lookUpAttribute(first);
  if (attribute === undefined || !REGION.test(finding.region)) return undefined;
  const statement = [
    `aws cloudtrail lookup-events --region ${finding.region}`,
    `--start-time ${seconds(from)}Z --end-time ${seconds(until)}Z`,
    `--lookup-attributes ${attribute}`,
  ];
  return { dialect: 'AWS CLI', statement: statement.join(' ') };
}

/** Only texts that no shell reads as anything else. */
function lookUpAttribute({ accessKeyId, kind, name }: ReturnType<typeof identities>[number]): string | undefined {
  if (accessKeyId !== undefined && /^\w{16,128}$/.test(accessKeyId))
    return `AttributeKey=AccessKeyId,AttributeValue=${accessKeyId}`;
  return kind === 'user' && /^[\w+=.@-]{1,64}$/.test(name) ? `AttributeKey=Username,AttributeValue=${name}` : undefined;
}

/** ISO without milliseconds and zone. */
function seconds(moment: number): string {
  return new Date(moment).toISOString().slice(0, 19);
}

/** A text in SQL's quotes. */
function quoted(text: string): string {
  return `'${harmless(text).replaceAll("'", "''")}'`;
}

/** AWS's ids have neither backticks nor addresses, which would be markup where the query is shown. */
function harmless(text: string): string {
  return text.slice(0, LONGEST_VALUE).replace(/[`\p{C}]|:(?=\/\/)/gu, '');
}
