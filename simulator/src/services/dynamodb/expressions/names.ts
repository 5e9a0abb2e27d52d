import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { validation } from '../errors';
import type { Tokens } from './tokens';

/** The meaning of the placeholders with `#` and `:` in an expression. */
export class Names {
  private readonly used = new Set<string>();

  constructor(
    private readonly names: Readonly<Record<string, string>> = {},
    private readonly values: Readonly<Record<string, AttributeValue>> = {},
  ) {}

  name(token: string, tokens: Tokens): string {
    if (!token.startsWith('#')) return token;
    this.used.add(token);
    const name = this.names[token];
    if (name === undefined)
      throw validation(
        `Invalid ${tokens.kind}: An expression attribute name used in the document path is not defined; attribute name: ${token}`,
      );
    return name;
  }

  value(token: string, tokens: Tokens): AttributeValue {
    this.used.add(token);
    const value = this.values[token];
    if (value === undefined)
      throw validation(
        `Invalid ${tokens.kind}: An expression attribute value used in expression is not defined; attribute value: ${token}`,
      );
    return value;
  }

  /** Refuses placeholders that were defined and not used. */
  allUsed(): void {
    const idle = (all: object) => Object.keys(all).filter((key) => !this.used.has(key));
    const [names, values] = [idle(this.names), idle(this.values)];
    if (names.length > 0)
      throw validation(`Value provided in ExpressionAttributeNames unused in expressions: keys: {${names.join(', ')}}`);
    if (values.length > 0)
      throw validation(
        `Value provided in ExpressionAttributeValues unused in expressions: keys: {${values.join(', ')}}`,
      );
  }
}
