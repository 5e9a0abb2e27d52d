import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type YAMLError,
} from 'yaml';
import { type Issue, type Mistake, type Path, written } from './issue';

const LONGEST_VALUE_SHOWN = 60;

/** The result of following a path as far as the file goes. */
interface Found {
  /** the value at the path, or the innermost that exists above it */
  readonly node: Node | undefined;
  /** the key of that value */
  readonly key: Node | undefined;
  /** the path as the file writes it */
  readonly path: Path;
  /** whether the file has a value at the whole path */
  readonly complete: boolean;
}

/** A parsed YAML file that knows the place of each value. */
export class ConfigDocument {
  private readonly lines = new LineCounter();
  private readonly document: Document.Parsed;

  constructor(
    readonly file: string,
    readonly text: string,
  ) {
    // its pretty errors would repeat line and column
    this.document = parseDocument(text, { lineCounter: this.lines, prettyErrors: false, logLevel: 'error' });
  }

  /** Mistakes of YAML itself, unknown tags included: YAML would silently ignore them. */
  syntaxIssues(): Issue[] {
    const issues = [...this.document.errors, ...this.document.warnings].map((error) => ({
      file: this.file,
      ...this.position(error.pos[0]),
      path: '',
      message: this.explain(error),
    }));
    // later mistakes in the same line mostly follow from the first
    return issues.filter((issue, index) => issues.findIndex(({ line }) => line === issue.line) === index);
  }

  /** The first line that could not be parsed reliably; undefined if there is none. */
  get brokenFrom(): number | undefined {
    const structural = this.document.errors.filter((error) => error.code !== 'DUPLICATE_KEY');
    return structural.length === 0
      ? undefined
      : Math.min(...structural.map((error) => this.position(error.pos[0]).line));
  }

  /** The plain value of the whole document, or the mistake that makes it impossible to build. */
  value(): { value: unknown } | { issue: Issue } {
    try {
      return { value: this.document.toJS() };
    } catch (cause) {
      // an alias without its anchor, or too many nested aliases
      const message = `not valid YAML: ${String(cause).replace(/^\w*Error: /, '')}`;
      return { issue: { file: this.file, line: 1, column: 1, path: '', message } };
    }
  }

  /** Whether the file has a value at the path. */
  has(path: Path): boolean {
    return this.walk(path).complete;
  }

  /** The plain scalar at the path and its source text: 012 is the number 12, written `012`. */
  scalar(path: Path): { value: unknown; source: string } | undefined {
    const { node, complete } = this.walk(path);
    if (!complete || !isScalar(node)) return undefined;
    return { value: node.value, source: node.source ?? String(node.value) };
  }

  /** The value as the file has it, in one line; undefined if there is none. */
  got(path: Path): string | undefined {
    const { node, complete } = this.walk(path);
    if (!complete || !node?.range) return undefined;
    const text = this.text.slice(node.range[0], node.range[1]).replace(/\s+/g, ' ').trim();
    const shown = isScalar(node) && typeof node.value === 'string' ? JSON.stringify(node.value) : text || 'nothing';
    return shown.length > LONGEST_VALUE_SHOWN ? `${shown.slice(0, LONGEST_VALUE_SHOWN)}…` : shown;
  }

  /** A mistake with its place: that of the value, or of the key if the key is wrong. */
  locate(mistake: Mistake, at: 'value' | 'key' = 'value'): Issue {
    const { path, ...rest } = mistake;
    const found = this.walk(path);
    const anchor = at === 'key' ? (found.key ?? found.node) : (found.node ?? found.key);
    return { file: this.file, ...this.position(anchor?.range?.[0] ?? 0), path: written(found.path), ...rest };
  }

  private walk(path: Path): Found {
    let node = this.resolved(this.document.contents);
    let key: Node | undefined;
    const walked: (string | number)[] = [];
    for (const [index, part] of path.entries()) {
      const missing = { node, key, path: [...walked, ...path.slice(index)], complete: false };
      if (isMap(node)) {
        // of a duplicate key the last one counts
        const pair = node.items.findLast((item) => isScalar(item.key) && String(item.key.value) === part);
        if (!pair) return missing;
        key = isScalar(pair.key) ? pair.key : undefined;
        node = this.resolved(pair.value);
      } else if (isSeq(node) && typeof part === 'number') {
        if (part >= node.items.length) return missing;
        key = undefined;
        node = this.resolved(node.items[part]);
      } else continue; // a shorthand: `regions: [a]` is `regions: { include: [a] }`
      walked.push(part);
    }
    return { node, key, path: walked, complete: true };
  }

  private resolved(node: unknown): Node | undefined {
    const target = isAlias(node) ? node.resolve(this.document) : node;
    return isMap(target) || isSeq(target) || isScalar(target) ? target : undefined;
  }

  private explain(error: YAMLError): string {
    if (error.code === 'DUPLICATE_KEY') {
      // the error points only to the key's first character
      const [key] = /^("[^"]*"|'[^']*'|[^\s:]+)/.exec(this.text.slice(error.pos[0])) ?? [''];
      return `the key ${key} is there twice`;
    }
    if (error.code === 'MULTIPLE_DOCS') return 'a second document begins; one file holds one configuration';
    return `not valid YAML: ${error.message}`;
  }

  private position(offset: number): { line: number; column: number } {
    const { line, col } = this.lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  }
}
