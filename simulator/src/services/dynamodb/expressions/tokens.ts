import { validation } from '../errors';

/** The kinds of expressions, by their names in DynamoDB's refusals. */
export type ExpressionKind =
  | 'ConditionExpression'
  | 'FilterExpression'
  | 'KeyConditionExpression'
  | 'ProjectionExpression'
  | 'UpdateExpression';

const TOKEN = /\s*(<>|<=|>=|[=<>(),.[\]+-]|[#:]?[A-Za-z0-9_]+)/y;

/** The tokens of an expression, read one after the other. */
export class Tokens {
  private readonly all: readonly string[];
  private at = 0;

  constructor(
    readonly kind: ExpressionKind,
    text: string,
  ) {
    this.all = split(kind, text);
  }

  /** The next token, without taking it; empty at the end. */
  peek(ahead = 0): string {
    return this.all[this.at + ahead] ?? '';
  }

  next(): string {
    const token = this.peek();
    this.at += 1;
    return token;
  }

  /** Takes the next token if it is the wanted one, ignoring the case of keywords. */
  take(wanted: string): boolean {
    if (this.peek().toUpperCase() !== wanted.toUpperCase()) return false;
    this.at += 1;
    return true;
  }

  /** @throws ValidationException if another token comes next */
  expect(wanted: string): void {
    if (!this.take(wanted)) throw this.unexpected();
  }

  /** @throws ValidationException if tokens are left */
  end(): void {
    if (this.peek() !== '') throw this.unexpected();
  }

  unexpected(): Error {
    const token = this.peek() === '' ? '<EOF>' : this.peek();
    const near = this.all.slice(Math.max(0, this.at - 1), this.at + 2).join(' ');
    return validation(`Invalid ${this.kind}: Syntax error; token: "${token}", near: "${near}"`);
  }
}

function split(kind: ExpressionKind, text: string): string[] {
  if (text.trim() === '') throw validation(`Invalid ${kind}: The expression can not be empty;`);
  const found: string[] = [];
  TOKEN.lastIndex = 0;
  const end = text.trimEnd().length;
  while (TOKEN.lastIndex < end) {
    const from = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (!match?.[1])
      throw validation(`Invalid ${kind}: Syntax error; token: "${text[from]}", near: "${text.slice(from, from + 5)}"`);
    found.push(match[1]);
  }
  return found;
}
