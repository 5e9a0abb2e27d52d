import type { LogLine, LogLines } from '../../lambda/aws/logs/log-lines';

/** Lines of the same moment show up minutes apart: each query overlaps the last one by this time. */
const OVERLAP = 3 * 60_000;

/** Polls a log for lines that contain certain texts; each query reads only new lines. */
export class LogWatch {
  private readonly found = new Map<string, LogLine>();
  private readonly asked = new Set<string>();
  private newest = 0;

  constructor(
    private readonly logs: LogLines,
    private readonly group: string,
    private readonly since: number,
  ) {}

  /** All lines so far that contain one of the texts. */
  async lines(texts: readonly string[]): Promise<readonly LogLine[]> {
    const added = texts.filter((text) => !this.asked.has(text));
    const from = Math.max(this.since, this.newest - OVERLAP);
    // for new texts the earlier lines are missing too
    await this.ask(texts, from);
    if (from > this.since) await this.ask(added, this.since);
    for (const text of added) this.asked.add(text);
    return [...this.found.values()];
  }

  private async ask(texts: readonly string[], from: number): Promise<void> {
    for (const line of await this.logs.containing(this.group, texts, from)) {
      this.found.set(line.id, line);
      this.newest = Math.max(this.newest, line.at);
    }
  }
}
