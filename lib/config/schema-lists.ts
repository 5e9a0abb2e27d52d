/** Suppression rules, trusted lists and threat lists, which the administrator sets in GuardDuty for every account. */
import { z } from 'zod';

const EMPTY = 'is empty, so nothing would match';
const text = z.string().min(1).meta({ title: 'text' });

/** Texts of which any matches. @param most the most values that GuardDuty accepts */
const texts = (most: number, words: string) =>
  z.array(text).min(1, EMPTY).max(most, `GuardDuty accepts ${most} ${words} for one attribute`).optional();

const number = () => z.int().meta({ title: 'whole number' }).optional();

const condition = z.strictObject({
  equals: texts(50, 'values').describe('the attribute is one of these'),
  notEquals: texts(50, 'values').describe('it is none of these'),
  matches: texts(5, 'patterns').describe('it matches one of these, * for any text, ? for one character'),
  notMatches: texts(5, 'patterns').describe('it matches none of these'),
  greaterThan: number().describe('a whole number; times are milliseconds since 1970'),
  greaterThanOrEqual: number().describe('a whole number'),
  lessThan: number().describe('a whole number'),
  lessThanOrEqual: number().describe('a whole number'),
});

/** The condition on one attribute; a text or a list stands for `equals`. */
const shortCondition = z
  .union([text, z.array(text).min(1, EMPTY).max(50, 'GuardDuty accepts 50 values for one attribute'), condition])
  .transform((value) =>
    typeof value === 'string' ? { equals: [value] } : Array.isArray(value) ? { equals: value } : value,
  );

const regions = z
  .array(z.string().meta({ title: 'region name' }))
  .optional()
  .describe('the governed regions that it applies to; without the key, all of them');

const suppressionRule = z.strictObject({
  name: z
    .string()
    .regex(/^[a-zA-Z0-9_.-]{3,64}$/, 'a name has 3 to 64 letters, digits and _.-')
    .meta({ title: '3 to 64 letters, digits and _.-' })
    .describe('unique in each region; another name is another rule'),
  description: z
    .string()
    .max(512, 'GuardDuty accepts descriptions of up to 512 characters')
    .regex(/^[a-zA-Z0-9\-.:_{}[\]()/\s]*$/, 'GuardDuty accepts only letters, digits, spaces and -.:_{}[]()/')
    .meta({ title: 'text of letters, digits, spaces and -.:_{}[]()/' })
    .optional()
    .describe('why the findings that it matches are not worth a notification'),
  criteria: z
    .record(z.string(), shortCondition)
    .describe(
      'attribute of a finding, as GuardDuty names it (`type`, `resource.instanceDetails.imageId`), and the condition on it; all must hold',
    ),
  regions,
});

export const listFormat = z.enum(['TXT', 'STIX', 'OTX_CSV', 'ALIEN_VAULT', 'PROOF_POINT', 'FIRE_EYE']);

const list = z.strictObject({
  name: z
    .string()
    .regex(/^[a-zA-Z0-9_-]{1,300}$/, 'a name has up to 300 letters, digits, dashes and underscores')
    .meta({ title: 'letters, digits, dashes, underscores' })
    .describe('unique in each region; findings show the names of threat lists'),
  file: z
    .string()
    .min(1)
    .describe('file with the list, relative to the configuration; a change of the file is deployed'),
  format: listFormat
    .default('TXT')
    .describe('TXT has one entry in each line; empty lines and text after # are ignored'),
  regions,
});

export type ListEntry = z.output<typeof list>;
export type SuppressionRule = z.output<typeof suppressionRule>;

/** The keys of lists under `guardDuty`. */
export const LIST_KEYS = ['trustedIpLists', 'threatIpLists', 'trustedEntityLists', 'threatEntityLists'] as const;
export type ListKey = (typeof LIST_KEYS)[number];

/** The keys of the section `guardDuty` for suppression rules and lists. */
export const rulesAndLists = {
  suppressionRules: z
    .array(suppressionRule)
    .default([])
    .describe('findings that are archived as they arise, without a notification (docs/lists.md)'),
  trustedIpLists: z
    .array(list)
    .default([])
    .describe('addresses for which no findings arise; GuardDuty has one such list in a region'),
  threatIpLists: z.array(list).default([]).describe('addresses for which findings arise; up to six lists in a region'),
  trustedEntityLists: z
    .array(list)
    .default([])
    .describe('addresses and domains for which no findings arise; one such list in a region'),
  threatEntityLists: z
    .array(list)
    .default([])
    .describe('addresses and domains for which findings arise; up to six lists in a region'),
};
