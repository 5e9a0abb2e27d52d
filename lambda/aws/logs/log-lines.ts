import { type CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { call, everyItem } from '../call';

/** A line of a log. */
export interface LogLine {
  readonly id: string;
  /** milliseconds since 1970 */
  readonly at: number;
  readonly text: string;
}

/** Most characters of a filter pattern. */
const LONGEST_PATTERN = 1024;

/** The logs of a region in CloudWatch Logs. */
export class LogLines {
  constructor(
    private readonly client: CloudWatchLogsClient,
    private readonly region: string,
  ) {}

  /** The lines of a log group since a time that contain one of the texts, in chronological order. */
  async containing(logGroupName: string, texts: readonly string[], startTime: number): Promise<LogLine[]> {
    const found = new Map<string, LogLine>();
    for (const filterPattern of patterns(texts))
      for (const line of await this.matching(logGroupName, filterPattern, startTime)) found.set(line.id, line);
    return [...found.values()].sort((one, other) => one.at - other.at);
  }

  private matching(logGroupName: string, filterPattern: string, startTime: number): Promise<LogLine[]> {
    return call(`reading CloudWatch log group (${logGroupName})`, this.region, () =>
      everyItem(async (nextToken) => {
        const input = { logGroupName, filterPattern, startTime, nextToken };
        const page = await this.client.send(new FilterLogEventsCommand(input));
        const items = (page.events ?? []).map(({ eventId = '', timestamp = 0, message = '' }) => ({
          id: eventId,
          at: timestamp,
          text: message,
        }));
        return { items, next: page.nextToken };
      }),
    );
  }
}

/** "To match any term, use a question mark in front of each." */
function patterns(texts: readonly string[]): string[] {
  const all: string[] = [];
  for (const text of texts) {
    const term = `?${JSON.stringify(text)}`;
    const joined = `${all.at(-1) ?? ''} ${term}`;
    if (all.length > 0 && joined.length <= LONGEST_PATTERN) all[all.length - 1] = joined;
    else all.push(term);
  }
  return all;
}
