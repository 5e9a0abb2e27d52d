import { ConfigError, describe as describeIssue, type Issue, parseConfig } from '../../../lib/config';

const BASE: Readonly<Record<string, string>> = {
  organization: "{ managementAccount: '111111111111', delegatedAdministrator: '222222222222' }",
  homeRegion: 'eu-west-1',
  regions: '[eu-west-1, us-east-1]',
};

/** The text of a small valid configuration with some top-level keys replaced; `undefined` leaves one out. */
export function written(changes: Readonly<Record<string, string | undefined>> = {}): string {
  const entries = Object.entries({ ...BASE, ...changes }).filter(([, value]) => value !== undefined);
  return entries.map(([key, value]) => `${key}: ${value}\n`).join('');
}

/** The mistakes of a text; none for a valid one. */
export function issuesOf(text: string): readonly Issue[] {
  try {
    parseConfig(text, 'rollout.yaml');
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.issues;
    throw error;
  }
}

/** The mistakes of a text, a line each. */
export function mistakes(text: string): string[] {
  return issuesOf(text).map(describeIssue);
}

/** The mistakes without their positions, for tests that are not about positions. */
export function reasons(text: string): string[] {
  return mistakes(text).map((line) => line.replace(/^\S+ /, ''));
}

/** The warnings of a valid text, without their positions. */
export function warnings(text: string): string[] {
  return parseConfig(text, 'rollout.yaml').warnings.map((issue) => describeIssue(issue).replace(/^\S+ /, ''));
}
