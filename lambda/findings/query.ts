import { identities, remoteAddresses } from './actor';
import type { CloudTrail } from './cloud-trail';
import { type Finding, UNKNOWN } from './finding';
import { textAt } from './json-values';

/** A statement that shows what the actor did around the finding, where Detective cannot or does not reach. */
export interface Query {
  readonly dialect: 'CloudTrail Lake' | 'Athena';
  readonly statement: string;
}

const HOUR = 3_600_000;
const LONGEST_VALUE = 300;

/** The query for the finding's actor from an hour before it was first seen to an hour after it was last seen. */
export function actorQuery(finding: Finding, { eventDataStore, athenaTable }: CloudTrail): Query | undefined {
  const actor = actorCondition(finding);
  const { firstSeen, lastSeen, accountId } = finding;
  if (actor === undefined || firstSeen === undefined) return undefined;
  const athena = athenaTable !== undefined && eventDataStore === undefined;
  // Lake has timestamps, Athena's table the text of CloudTrail's files
  const time = (moment: number) => {
    const iso = new Date(moment).toISOString().slice(0, 19);
    return quoted(athena ? `${iso}Z` : iso.replace('T', ' '));
  };
  const statement = [
    'SELECT eventTime, eventSource, eventName, awsRegion, sourceIPAddress, userAgent, errorCode, requestParameters',
    `FROM ${athena ? athenaTable : (eventDataStore ?? 'EVENT_DATA_STORE_ID')}`,
    `WHERE eventTime BETWEEN ${time(firstSeen - HOUR)} AND ${time((lastSeen ?? firstSeen) + HOUR)}`,
    ...(accountId === UNKNOWN ? [] : [`  AND recipientAccountId = ${quoted(accountId)}`]),
    `  AND (${actor})`,
    'ORDER BY eventTime',
  ];
  return { dialect: athena ? 'Athena' : 'CloudTrail Lake', statement: statement.join('\n') };
}

function actorCondition(finding: Finding): string | undefined {
  const known = identities(finding).slice(0, 3);
  const instance = textAt(finding.raw, 'resource', 'instanceDetails', 'instanceId');
  const conditions = known.flatMap(({ kind, principalId, accessKeyId }) => [
    ...(kind === 'root' ? ["userIdentity.type = 'Root'"] : []),
    ...(principalId && kind !== 'root' ? [`userIdentity.principalId = ${quoted(principalId)}`] : []),
    ...(accessKeyId ? [`userIdentity.accessKeyId = ${quoted(accessKeyId)}`] : []),
  ]);
  // the session of an instance's role is named after the instance
  if (instance) conditions.push(`userIdentity.principalId LIKE ${quoted(`%:${instance}`)}`);
  if (conditions.length > 0) return conditions.join(' OR ');
  const [remote] = remoteAddresses(finding);
  return remote && `sourceIPAddress = ${quoted(remote.ip)}`;
}

/** A text in SQL's quotes. No id of AWS's has a backtick or an address; those would be markup where the query is shown. */
function quoted(text: string): string {
  const harmless = text.slice(0, LONGEST_VALUE).replace(/[`\p{C}]|:(?=\/\/)/gu, '');
  return `'${harmless.replaceAll("'", "''")}'`;
}
