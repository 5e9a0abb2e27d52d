import type { Breach, Rule } from './rule';

const LONGEST_KEY = 128;
const LONGEST_VALUE = 256;
/** Most tags: AWS allows 50, and the stacks set a few themselves. */
const MAX = 40;
const ALLOWED = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** Reports tags that CloudFormation would refuse during the deployment. */
export const tagsAreAccepted: Rule = ({ tags = {} }) => {
  const entries = Object.entries(tags);
  const single = entries.flatMap(([key, value]): Breach[] => {
    const message = refusal(key, value);
    return message === undefined ? [] : [{ level: 'error', path: ['tags', key], message }];
  });
  if (entries.length <= MAX) return single;
  return [...single, { level: 'error', path: ['tags'], got: `${entries.length} tags`, message: `at most ${MAX} fit` }];
};

function refusal(key: string, value: string): string | undefined {
  if (key.toLowerCase().startsWith('aws:')) return 'the prefix aws: is reserved';
  if (key.length === 0 || key.length > LONGEST_KEY) return `a tag's key has 1 to ${LONGEST_KEY} characters`;
  if (value.length > LONGEST_VALUE) return `a tag's value has at most ${LONGEST_VALUE} characters`;
  if (!ALLOWED.test(key) || !ALLOWED.test(value)) return 'a tag has letters, digits, spaces and _ . : / = + - @ only';
  return undefined;
}
